"""Proposing: what the other side will see, why, from when; refused with a sentence and nothing lost."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import LONGEST, read_standing, save_rule, strike_rule, take_back
from desktop.dialogs.propose import MOST_LINES, Propose
from desktop.dialogs.reply import Reply
from desktop.rooms.agreement import AgreementRoom
from framework.agreement import Measure, Rule, Zone
from framework.agreement_versions import State
from storage.book import Author
from storage.opening import open_book
from tests.desktop.rooms.agreement_screen import (
    TODAY,
    act_as,
    dialog,
    elsewhere,
    focused,
    general,
    no_dialog,
    plain,
    press,
    settle,
    standing,
    texts_in,
    write,
)
from widgets.card import LeadLabel

BEN = Author("", "Ben")


def change_margin(path: Path) -> None:
    """Write another limit into the open version, as another window would."""

    def act(book, now) -> None:  # type: ignore[no-untyped-def]
        rule = general(now.open, Measure.MARGIN)
        save_rule(book=book, who=BEN, version=now.open, rule=rule._replace(promise_limit=rule.promise_limit + 1))

    elsewhere(path, act)


@pytest.fixture
def ask(agreement: AgreementRoom, sample: Path) -> Callable[[], Propose]:
    """A function that asks to propose the open version, which has been changed since it was signed."""
    change_margin(sample)
    agreement.session.catch_up()
    settle()

    def show() -> Propose:
        agreement.do("propose")
        return dialog(agreement, Propose)

    return show


def refused(asked: Propose) -> str:
    asked.save_button.click()
    settle()
    assert asked.isVisible()
    return " ".join(texts_in(asked))


def test_it_says_what_the_other_side_will_see(ask: Callable[[], Propose]) -> None:
    asked = ask()
    lines = [plain(label.text()) for label in asked.findChildren(LeadLabel)]
    assert lines[0] == "Margin Sales may promise: 31 % or more, was 30 % or more"
    assert len(lines) == 6
    assert asked.why_edit.toPlainText().startswith("In December two of us are off")
    assert asked.save_button.text() == "Propose, and sign for Sales"
    assert focused() is asked.why_edit
    asked.close()


def test_whoever_acts_signs_for_their_side(ask: Callable[[], Propose], agreement: AgreementRoom) -> None:
    act_as(agreement.window(), "Ben")  # type: ignore[arg-type]
    asked = ask()
    assert asked.save_button.text() == "Propose, and sign for Operations"
    asked.close()


def test_it_is_proposed_with_its_reason_and_day(qtbot: QtBot, ask: Callable[[], Propose], sample: Path) -> None:
    asked = ask()
    asked.why_edit.selectAll()
    qtbot.keyClicks(asked.why_edit, "Film & <b>paint</b> got dearer")
    write(asked.day_edit, "+7")
    press(Qt.Key.Key_Return)
    assert no_dialog()
    opened = standing(sample).open
    assert opened is not None
    assert (opened.state, opened.why) == (State.PROPOSED, "Film & <b>paint</b> got dearer")
    assert opened.starts_on == date(2026, 11, 30)
    assert len(opened.signatures) == 1


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-11-22", "At the earliest Mon 23 Nov 2026."), ("some day", "Please write a day, such as")],
)
def test_a_day_that_can_not_be_is_said_and_everything_typed_stays(
    ask: Callable[[], Propose], sample: Path, day: str, said: str
) -> None:
    asked = ask()
    asked.why_edit.setPlainText("Because")
    write(asked.day_edit, day)
    assert said in refused(asked)
    assert asked.why_edit.toPlainText() == "Because"
    assert asked.day_edit.text() in (day, "22/11/2026")
    opened = standing(sample).open
    assert opened is not None
    assert opened.state is State.DRAFT
    asked.close()


def test_a_reason_that_is_too_long_stays(ask: Callable[[], Propose]) -> None:
    asked = ask()
    asked.why_edit.setPlainText("x" * (LONGEST + 1))
    assert f"{LONGEST} characters fit here. Say it shorter." in refused(asked)
    assert len(asked.why_edit.toPlainText()) == LONGEST + 1
    asked.close()


def test_a_text_changed_meanwhile_is_not_proposed_unread(ask: Callable[[], Propose], sample: Path) -> None:
    asked = ask()
    asked.why_edit.setPlainText("Because")
    change_margin(sample)
    assert "changed this in the meantime" in refused(asked)
    assert asked.why_edit.toPlainText() == "Because"
    opened = standing(sample).open
    assert opened is not None
    assert opened.state is State.DRAFT
    asked.close()


def test_what_was_taken_back_meanwhile_is_not_proposed(ask: Callable[[], Propose], sample: Path) -> None:
    asked = ask()
    elsewhere(sample, lambda book, now: take_back(book=book, who=BEN, standing=now, version=now.open))
    refused(asked)
    assert standing(sample).open is None
    asked.close()


def test_many_changes_are_counted(sample: Path, ask: Callable[[], Propose], agreement: AgreementRoom) -> None:
    with open_book(sample) as book:
        for number in range(12):
            now = read_standing(book, 2, TODAY).open
            assert now is not None
            save_rule(book=book, who=BEN, version=now, rule=Rule("", None, f"Sentence {number}", zone=Zone.ASK))
        now = read_standing(book, 2, TODAY).open
        assert now is not None
        strike_rule(book=book, who=BEN, version=now, rule=general(now, Measure.LEAD_TIME))
    agreement.session.catch_up()
    settle()
    asked = ask()
    assert len(asked.findChildren(LeadLabel)) == MOST_LINES
    assert "and 11 more" in texts_in(asked)
    asked.close()


def test_nothing_changed_is_nothing_to_propose(settled: Path, open_window: Callable[[Path], object]) -> None:
    window = open_window(settled)
    window.show_room("agreement")  # type: ignore[attr-defined]
    room = window.rooms["agreement"]  # type: ignore[attr-defined]
    assert isinstance(room, AgreementRoom)
    room.do("begin")
    room.do("propose")
    asked = dialog(room, Propose)
    assert "Nothing differs from version 3 yet." in refused(asked)
    asked.close()


def test_they_are_freed_when_they_are_closed(
    qtbot: QtBot, ask: Callable[[], Propose], agreement: AgreementRoom
) -> None:
    asked = ask()
    with qtbot.waitSignal(asked.destroyed):
        asked.close()
    agreement.do("reply")
    answered = dialog(agreement, Reply)
    with qtbot.waitSignal(answered.destroyed):
        press(Qt.Key.Key_Escape)
    assert agreement.findChildren(Propose) == agreement.findChildren(Reply) == []
