"""Health checks that were opened, put into a file without anybody having to answer on screen."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.actions.health import known_statements
from desktop.rooms.health_result import HealthResultPage
from desktop.session import Session
from framework.health import Area, Sheet, Statement
from framework.health_check import Asked, HealthCheck, Opened
from framework.people import Function, Person
from storage.book import Author, Book
from storage.health import add_answers, add_check, add_guesses, read_check, read_opened

Answers = Mapping[str, int | None]


def answer_all(statements: Sequence[Statement], answer: int | None, **others: int | None) -> dict[str, int | None]:
    """Return one answer to all statements, with others by their code. What is turned round is answered as meant: the
    `answer` is the score."""
    given: dict[str, int | None] = {}
    for each in statements:
        given[each.id] = 6 - answer if answer is not None and each.reversed else answer
    return given | others


def add_opened(
    book: Book,
    answered: Sequence[tuple[Person, Answers]],
    *,
    statements: Sequence[Statement] = (),
    guesses: Mapping[tuple[Area, Function], int] | None = None,
    left_out: Sequence[Person] = (),
    short: bool = False,
) -> Opened:
    """Put a check into the file that is opened at once, and return it. Its people must be in the business."""
    asked = [*(person for person, _answers in answered), *left_out]
    with book.change("Health check begun", who=Author()) as change:
        check_id = add_check(change, change.at, asked, statements or known_statements(), short=short)
    check = read_check(book, check_id)
    assert check is not None
    given = {person.id: answers for person, answers in answered}
    with book.change("Health check opened", who=Author(), for_good=True) as change:
        change.update("health_check", check_id, {"opened_at": change.at})
        for each in check.asked:
            if each.person.id in given:
                add_answers(book, change, each, given[each.person.id])
        add_guesses(change, check_id, guesses or {})
    return next(each for each in read_opened(book) if each.check.id == check_id)


def opened_of(
    answered: Sequence[tuple[Person, Answers]],
    statements: Sequence[Statement],
    *,
    guesses: Mapping[tuple[Area, Function], int] | None = None,
    at: datetime = datetime(2026, 11, 17, 15, tzinfo=UTC),
    check_id: str = "check",
    short: bool = False,
) -> Opened:
    """Return an opened check that stands in no file."""
    asked = tuple(Asked(f"asked-{p.id}", check_id, p, "", "", at, 1) for p, _answers in answered)
    check = HealthCheck(check_id, at, short, at, None, asked, tuple(statements), 1)
    sheets = tuple(Sheet(person, answers) for person, answers in answered)
    return Opened(check, sheets, guesses or {}, None)


@contextmanager
def result_alone(session: Session, qtbot: QtBot) -> Iterator[HealthResultPage]:
    """Show the result of the checks of a file in a page of its own, with nothing worked out yet."""
    page = HealthResultPage(session)
    qtbot.addWidget(page)
    page.resize(1040, 720)
    page.refresh()
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    yield page
    for dialog in page.findChildren(QDialog):
        dialog.reject()
    QApplication.processEvents()
