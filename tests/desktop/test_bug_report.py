"""A report of a bug says where in the program it happened, and nothing of the business."""

import sqlite3
from pathlib import Path

import pytest

from desktop import bug_report
from desktop.actions.intake import answer_item
from desktop.bug_report import ROOT, place, report, scrubbed, signature
from desktop.version import VERSION
from desktop.wording.agreement import rule_name
from framework.checklist import Answer
from storage.book import Author
from storage.opening import open_book

SECRETS = (
    "Café",
    "Noir",
    "Jansen",
    "Bouw",
    "O'Brien",
    "12,500",
    "12500",
    "1250",
    "ana@example",
    "Brightside",
    "Леонид",
)
USER_TEXTS = (
    "Café Noir",
    "Jansen Bouw & Zn.",
    "O'Brien",
    "€ 12,500",
    "12500.00",
    "ana@example.org",
    "/home/ana/Brightside Signs.handshake",
    r"C:\Users\Ana\Brightside.handshake",
    "Леонид",
    "Jansen\nBouw",
)
MESSAGES = (
    "{}",
    "could not convert string to float: {!r}",
    "no such deal: {}",
    "('{}', 3)",
    "(sqlite3.IntegrityError) UNIQUE constraint failed [SQL: INSERT INTO client] [parameters: ('x', '{}')]",
    "{}.name is not {!r}",
)


def caught(say: str, kind: type[BaseException] = ValueError) -> BaseException:
    """Return an error as it comes out of a function that has user's text in its local names."""

    def act(client: str) -> None:
        note = client
        raise kind(note)

    try:
        act(say)
    except kind as error:
        return error
    raise AssertionError


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("text", USER_TEXTS)
def test_no_word_of_a_user_is_in_a_report(message: str, text: str) -> None:
    for kind in (ValueError, KeyError, RuntimeError, sqlite3.IntegrityError, OSError):
        told = report(caught(message.format(text, text), kind))
        assert [secret for secret in SECRETS if secret in told] == []
        assert kind.__name__ in told


def test_what_led_to_an_error_is_told_and_scrubbed_as_well() -> None:
    try:
        try:
            raise KeyError("Café Noir")
        except KeyError as error:
            raise ValueError("Jansen Bouw") from error
    except ValueError as error:
        error.add_note("O'Brien")
        error.client = "12,500"  # type: ignore[attr-defined]
        told = report(error)
    assert told.index("KeyError") < told.index("ValueError")
    assert [secret for secret in SECRETS if secret in told] == []


def test_a_real_error_out_of_a_real_business_names_the_place_and_no_value(tmp_path: Path, sample: Path) -> None:
    renamed = sample.rename(tmp_path / "Jansen Bouw.handshake")
    with open_book(renamed) as book, pytest.raises(Exception) as caught_here:
        answer_item(
            book=book,
            who=Author("Café", "Noir"),
            deal_id=object(),  # type: ignore[arg-type]
            item="Jansen",
            say="O'Brien",
            answer=Answer.YES,
            note="Леонид",
        )
    told = report(caught_here.value)
    assert [secret for secret in SECRETS if secret in told] == []
    assert "desktop/actions/intake.py:" in told or "storage/" in told
    assert str(tmp_path) not in told and str(ROOT) not in told and str(Path.home()) not in told


def test_what_python_says_of_our_own_names_stays_readable() -> None:
    with pytest.raises(AttributeError) as caught_here:
        rule_name(None, None)  # type: ignore[arg-type]
    told = report(caught_here.value)
    assert "object has no attribute '" in told and "'…'" not in told, told
    assert f"Handshake {VERSION}" in told and "Qt 6" in told and "SQLite" in told


def test_a_source_file_is_named_without_where_it_lies() -> None:
    assert place(bug_report.__file__) == "desktop/bug_report.py"
    assert place("/home/ana/x/lib/python3.11/site-packages/sqlmodel/main.py") == "sqlmodel/main.py"
    assert place("/home/ana/Jansen Bouw/tool.py") == "tool.py"
    assert place("desktop/window.py") == "desktop/window.py"


def test_two_errors_of_one_place_are_the_same_bug() -> None:
    first, second = caught("a"), caught("b")
    assert signature(first) == signature(second)
    assert signature(first) != signature(caught("a", KeyError))


def test_a_long_text_is_cut_and_an_empty_one_stays_empty() -> None:
    assert scrubbed("", None) == ""
    assert len(scrubbed("object has " * 10_000, None)) <= 500
