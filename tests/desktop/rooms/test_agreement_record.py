"""How the rules did: the figures are those of the records, each opens what it counts, and they follow the period."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.actions.back_test import record_of_rules
from desktop.dialogs.deal_rows import MOST, DealRows
from desktop.dialogs.rule_editor import RuleEditor
from desktop.rooms.agreement import AgreementRoom
from desktop.rooms.agreement_record import fired_most, tally_words
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from framework.agreement_record import RulesRecord, rules_record
from storage.book import Author
from storage.intake import deal_ids_since, deals_by_id, statement_answers
from storage.intake_writing import add_deal
from storage.opening import open_book
from tests.desktop.rooms.agreement_screen import (
    TODAY,
    actions,
    cells,
    dialog,
    focused,
    no_dialog,
    plain,
    press,
    settle,
)

OpenWindow = Callable[[Path], Window]
YEAR = timedelta(days=365)
KINDS = {
    "alone": "{} promised alone",
    "asked": "{} asked",
    "refused": "{} refused",
    "against": "{} against a rule",
    "unfinished": "{} with questions open",
    "unknown": "{} without a verdict",
}


def room_of(window: Window) -> AgreementRoom:
    window.show_room("agreement")
    room = window.rooms["agreement"]
    assert isinstance(room, AgreementRoom)
    room.finish_background_work()
    settle()
    return room


def worked_out(room: AgreementRoom, first: date) -> RulesRecord:
    """The figures by another way: all deals read at once, and given to the framework."""
    session = room.session
    ids = deal_ids_since(session.book, date.min)
    deals = deals_by_id(session.book, ids, digits=2)
    parts = rules_record(session.business, deals, statement_answers(session.book, ids), first, TODAY)
    while True:
        try:
            next(parts)
        except StopIteration as end:
            assert isinstance(end.value, RulesRecord)
            return end.value


def look_at_year(room: AgreementRoom) -> None:
    """Choose the second chip by keyboard."""
    room.record_card.chips.setFocus()
    press(Qt.Key.Key_Right)
    room.finish_background_work()
    settle()


def ids(deals: Any) -> set[str]:
    return {deal.id for deal in deals}


@pytest.mark.parametrize("period", ["version", "year"])
def test_the_figures_are_those_of_the_records(agreement: AgreementRoom, period: str) -> None:
    if period == "year":
        look_at_year(agreement)
    first = date(2026, 11, 2) if period == "version" else TODAY - YEAR
    expected = worked_out(agreement, first)
    found = agreement.record_card.record
    assert found is not None
    for kind in KINDS:
        assert ids(getattr(found, kind)) == ids(getattr(expected, kind)), kind
    assert found.tallies == expected.tallies
    shown = [text.format(len(getattr(expected, kind))) for kind, text in KINDS.items() if getattr(expected, kind)]
    assert actions(agreement.record_card.buttons) == shown
    assert plain(agreement.record_card.count_label.text()).startswith(f"{expected.told} deals since")


def test_in_the_sample_every_kind_is_there(agreement: AgreementRoom) -> None:
    look_at_year(agreement)
    card = agreement.record_card
    assert actions(card.buttons) == ["35 promised alone", "4 asked", "5 refused", "4 against a rule"]
    assert plain(card.green_label.text()) == "73 % needed nobody. Green holds most deals, as it should."
    assert actions(card.rule_buttons) == ["Held back most: Margin", "9 rules never fired", "Overruled most: Margin"]


@pytest.mark.parametrize("kind", ["alone", "asked", "refused", "against"])
def test_each_figure_opens_the_deals_it_counts(
    qtbot: QtBot, sample_window: Window, agreement: AgreementRoom, kind: str
) -> None:
    look_at_year(agreement)
    record = agreement.record_card.record
    assert record is not None
    button = agreement.record_card.buttons.button(kind)
    button.setFocus()
    press(Qt.Key.Key_Space)
    shown = dialog(agreement, DealRows)
    deals = getattr(record, kind)
    assert len(shown.card.rows()) == len(deals)
    assert {row.key for row in shown.card.rows()} == ids(deals)
    reasons = {row[-2] for row in cells(shown.card)}
    if kind == "against":
        assert reasons == {deal.against_reason for deal in deals}
    if kind == "alone":
        assert {len(row.cells) for row in shown.card.rows()} == {4}, "nobody has given a reason"
    press(Qt.Key.Key_Down)
    wanted = shown.card.current_key()
    press(Qt.Key.Key_Return)
    assert no_dialog()
    intake = sample_window.room
    assert isinstance(intake, IntakeRoom)
    intake.finish_background_work()
    assert intake.deal is not None
    assert intake.deal.id == wanted


def test_the_newest_deal_stands_first(agreement: AgreementRoom) -> None:
    look_at_year(agreement)
    agreement.record_card.buttons.button("against").click()
    shown = dialog(agreement, DealRows)
    assert [row[3] for row in cells(shown.card)] == [
        "Thu 16 Jul 2026",
        "Sun 7 Jun 2026",
        "Tue 24 Mar 2026",
        "Tue 23 Dec 2025",
    ]
    shown.close()


def test_the_rules_that_never_fired_were_overruled_or_held_back(qtbot: QtBot, agreement: AgreementRoom) -> None:
    look_at_year(agreement)
    record = agreement.record_card.record
    assert record is not None
    for key, tallies in (("fired", fired_most(record)), ("overruled", record.overruled)):
        agreement.record_card.rule_buttons.button(key).click()
        shown = dialog(agreement, DealRows)
        assert [row.key for row in shown.card.rows()] == [each.rule.id for each in tallies]
        assert [row[1] for row in cells(shown.card)] == [tally_words(each) for each in tallies]
        shown.close()
    agreement.record_card.rule_buttons.button("silent").click()
    shown = dialog(agreement, DealRows)
    assert [row.key for row in shown.card.rows()] == [rule.id for rule in record.silent]
    assert {each.rule.id for each in record.tallies if not each.fired} == {rule.id for rule in record.silent}
    press(Qt.Key.Key_Return)
    editor = dialog(agreement, RuleEditor)
    assert editor.windowTitle() == "Parts not in the catalogue", "the rule is one key away"
    with qtbot.waitSignal(editor.destroyed):
        editor.close()


def test_tallies_are_told_in_words(agreement: AgreementRoom) -> None:
    look_at_year(agreement)
    record = agreement.record_card.record
    assert record is not None
    tally = record.tallies[0]
    assert tally_words(tally._replace(fired=1, overruled=0)) == "held back 1 deal"
    assert tally_words(tally._replace(fired=8, overruled=3)) == "held back 8 deals, 3 promised all the same"


def test_too_little_green_is_said_in_amber(sample: Path, open_window: OpenWindow) -> None:
    with open_book(sample) as book, book.change("Asked", who=Author()) as change:
        for number in range(60):
            fields = {
                "client": f"Client {number}",
                "ref": f"A-{number}",
                "stage": "won",
                "created_on": date(2026, 11, 20),
                "promised_on": date(2027, 1, 8),
                "first_promised_on": date(2027, 1, 8),
                "promise_given_on": date(2026, 11, 20),
                "won_on": date(2026, 11, 20),
                "promised_zone": "ASK",
                "value": Decimal(100),
            }
            add_deal(book, change, fields, digits=2)
    room = room_of(open_window(sample))
    card = room.record_card
    assert actions(card.buttons)[:2] == ["4 promised alone", "60 asked"]
    assert plain(card.green_label.text()).startswith("6 % needed nobody. Green should hold most deals")
    assert card.green_label._colour == "ASK"
    look_at_year(room)
    assert card.green_label._colour == "ASK"


def test_a_business_without_deals_says_so(blank: Path, open_window: OpenWindow) -> None:
    card = room_of(open_window(blank)).record_card
    assert card.count_label.text() == "No deal was promised or refused since Mon 23 Nov 2026."
    assert actions(card.buttons) == []
    assert actions(card.rule_buttons) == []
    assert not card.green_label.isVisible()


def test_the_figures_of_one_period_never_stand_under_another(qtbot: QtBot, agreement: AgreementRoom) -> None:
    card = agreement.record_card
    card.chips.setFocus()
    # Without a turn of the event loop, in which it would be done.
    qtbot.keyClick(card.chips, Qt.Key.Key_Right)
    assert card.work.is_running
    assert card.count_label.text() == "Counting…"
    assert actions(card.buttons) == []
    assert card.green_label.isHidden()
    agreement.finish_background_work()
    assert plain(card.count_label.text()) == "48 deals since Sun 23 Nov 2025"
    assert focused() is card.chips
    press(Qt.Key.Key_Left)
    agreement.finish_background_work()
    assert plain(card.count_label.text()) == "4 deals since Mon 2 Nov 2026"


def test_they_follow_the_records_and_keep_the_keyboard(
    qtbot: QtBot, sample: Path, sample_window: Window, agreement: AgreementRoom
) -> None:
    button = agreement.record_card.buttons.button("alone")
    button.setFocus()
    with open_book(sample) as other, other.change("One more", who=Author("", "Ben")) as change:
        fields = {
            "client": "A new one",
            "ref": "N-1",
            "stage": "offered",
            "created_on": TODAY,
            "promise_given_on": TODAY,
            "promised_on": date(2027, 1, 8),
            "first_promised_on": date(2027, 1, 8),
            "promised_zone": "PROMISE",
        }
        add_deal(other, change, fields, digits=2)
    assert sample_window.session is not None
    sample_window.session.catch_up()
    agreement.finish_background_work()
    settle()
    assert actions(agreement.record_card.buttons) == ["5 promised alone"]
    assert focused() is button


def test_work_stops_while_another_tab_is_on_screen(sample_window: Window, agreement: AgreementRoom) -> None:
    agreement.refresh()
    work = agreement.record_card.work
    assert work.is_running
    sample_window.show_room("meetings")
    for _ in range(30):
        settle()
    assert work.is_running, "nobody looks at it"
    sample_window.show_room("agreement")
    for _ in range(200):
        settle()
        if not work.is_running:
            break
    assert not work.is_running
    agreement.refresh()
    agreement.rest(True)
    for _ in range(30):
        settle()
    assert work.is_running, "something else has to be loaded first"
    agreement.rest(False)
    agreement.finish_background_work()


def test_more_deals_than_anybody_reads_are_counted_and_the_newest_shown(sample: Path, open_window: OpenWindow) -> None:
    with open_book(sample) as book, book.change("Many", who=Author()) as change:
        for number in range(MOST + 20):
            fields = {
                "client": f"Client {number}",
                "ref": f"M-{number}",
                "stage": "offered",
                "created_on": date(2026, 11, 20),
                "promise_given_on": date(2026, 11, 20),
                "promised_on": date(2027, 1, 8),
                "first_promised_on": date(2027, 1, 8),
                "promised_zone": "PROMISE",
            }
            add_deal(book, change, fields, digits=2)
    room = room_of(open_window(sample))
    assert actions(room.record_card.buttons) == [f"{MOST + 24} promised alone"]
    room.record_card.buttons.button("alone").click()
    shown = dialog(room, DealRows)
    assert len(shown.card.rows()) == MOST
    assert f"These are the newest {MOST} of {MOST + 24}." in [
        plain(label.text()) for label in shown.findChildren(type(room.record_card.count_label))
    ]
    shown.close()


def test_what_the_framework_is_asked_is_what_the_action_reads(agreement: AgreementRoom) -> None:
    session = agreement.session
    parts = record_of_rules(session.book, session.business, TODAY - YEAR, TODAY)
    pauses = 0
    while True:
        try:
            next(parts)
            pauses += 1
        except StopIteration as end:
            found = end.value
            break
    assert pauses > 3, "the window answers in between"
    assert ids(found.alone) == ids(worked_out(agreement, TODAY - YEAR).alone)
