"""A proposal: proposed, signed, answered, taken back; whom it waits for; what it would have changed."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import propose, read_standing, reply, save_rule
from desktop.actions.back_test import try_proposal
from desktop.actions.business import create_business
from desktop.dialogs.deal_rows import DealRows
from desktop.dialogs.propose import Propose
from desktop.dialogs.reply import Reply
from desktop.dialogs.rule_editor import RuleEditor
from desktop.rooms.agreement import AgreementRoom
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from framework.agreement import Measure, Zone
from framework.agreement_versions import State
from framework.people import Function
from storage.book import Author
from storage.founding import Founder
from storage.opening import open_book
from tests.desktop.rooms.agreement_screen import (
    TODAY,
    act_as,
    actions,
    author,
    cells,
    dialog,
    elsewhere,
    focused,
    general,
    go_to,
    marks,
    menu_action,
    no_dialog,
    plain,
    press,
    row_in,
    rules_page,
    settle,
    shortcut,
    standing,
    texts_in,
    write,
    zone_card,
)

OpenWindow = Callable[[Path], Window]


def room_of(window: Window) -> AgreementRoom:
    window.show_room("agreement")
    room = window.rooms["agreement"]
    assert isinstance(room, AgreementRoom)
    room.finish_background_work()
    settle()
    return room


def badge(window: Window) -> str:
    settle()
    return window.rail.tabs.accessibleTabName(1) or window.rail.tabs.tabText(1)


def lines(room: AgreementRoom) -> list[str]:
    card = room.proposal_card
    return [plain(label.text()) for label in card.lines if not label.isHidden()]


# What the card says


def test_the_card_says_who_proposes_what_why_and_for_whom_it_waits(agreement: AgreementRoom) -> None:
    card = agreement.proposal_card
    assert card.heading.text() == "Ben proposes"
    assert lines(agreement) == [
        "Discount Sales may promise: up to 8 %, was up to 10 %",
        "Week load Sales may promise: up to 80 %, was up to 85 %",
    ]
    assert card.why_label.text().startswith("In December two of us are off")
    assert card.waits_label.text() == "Signed for Operations; waits for Sales."
    assert actions(card.buttons) == ["Sign for Sales", "Talk first", "Show it"]
    agreement.do("show")
    settle()
    assert actions(card.buttons) == ["Sign for Sales", "Talk first"], "it is shown"


def test_more_changes_than_fit_are_counted_and_a_struck_rule_is_told_in_one_line(
    sample: Path, sample_window: Window, agreement: AgreementRoom
) -> None:
    agreement.do("show")
    settle()
    for name in ("Margin", "Lead time", "Lead time, Banner set"):
        go_to(zone_card(agreement, Zone.PROMISE).view, row_in(agreement, Zone.PROMISE, name).key)
        press(Qt.Key.Key_Delete)
    assert len(lines(agreement)) == 4
    assert agreement.proposal_card.more_label.text() == "and 1 more"
    assert "Lead time struck · Sales may promise: 10 working days or more" in lines(agreement)
    assert agreement.proposal_card.heading.text() == "A change is being written"


def test_what_each_may_do_with_it(sample_window: Window, agreement: AgreementRoom) -> None:
    act_as(sample_window, "Ben")
    assert actions(agreement.proposal_card.buttons) == ["Talk first", "Show it", "Take it back"]
    act_as(sample_window, "Ana")
    assert actions(agreement.proposal_card.buttons) == ["Sign for Sales", "Talk first", "Show it"]


def test_a_read_only_file_only_shows_it(sample_window: Window, agreement: AgreementRoom) -> None:
    assert sample_window.session is not None
    sample_window.session.book.read_only_because = "Only for looking."
    agreement.refresh()
    settle()
    assert actions(agreement.proposal_card.buttons) == ["Show it"]
    assert actions(agreement.head.buttons) == ["Compare with version 2", "Show the proposal"]


# Waiting for whom


def test_the_badge_counts_what_waits_for_the_person_acting(sample_window: Window, intake: IntakeRoom) -> None:
    """Also while nobody has looked at the room, and as somebody else acts."""
    assert badge(sample_window) == "Agreement, 1 waiting for you"
    act_as(sample_window, "Ben")
    assert badge(sample_window) == "Agreement"
    sample_window.show_room("agreement")
    assert badge(sample_window) == "Agreement"
    act_as(sample_window, "Ana")
    assert badge(sample_window) == "Agreement, 1 waiting for you"


def test_the_badge_follows_what_happens_elsewhere_while_the_room_is_hidden(
    sample: Path, sample_window: Window, intake: IntakeRoom
) -> None:
    assert sample_window.session is not None
    ben = author(sample_window, "Ben")

    def change(book: Any, now: Any) -> None:
        rule = general(now.open, Measure.MARGIN)
        save_rule(book=book, who=ben, version=now.open, rule=rule._replace(promise_limit=Decimal(33)))

    elsewhere(sample, change)
    sample_window.session.catch_up()
    assert badge(sample_window) == "Agreement", "a draft again: nobody is asked to sign it"

    def again(book: Any, now: Any) -> None:
        people = sample_window.session.business.people
        given = {"people": people, "why": "So", "starts_on": None, "today": TODAY}
        propose(book=book, who=ben, standing=now, version=now.open, **given)

    elsewhere(sample, again)
    sample_window.session.catch_up()
    assert badge(sample_window) == "Agreement, 1 waiting for you"


# Signing


@pytest.mark.parametrize("way", ["button", "shortcut"])
def test_the_second_signature_puts_it_in_force(
    sample: Path, sample_window: Window, agreement: AgreementRoom, way: str
) -> None:
    if way == "button":
        agreement.proposal_card.buttons.button("sign:sales").setFocus()
        press(Qt.Key.Key_Space)
    else:
        sample_window.show_room("intake")
        shortcut(sample_window, "sign")
    now = standing(sample)
    assert now.open is None
    assert now.in_force is not None
    assert now.in_force.agreement.number == 4
    assert [each.function for each in now.in_force.signatures] == [Function.OPERATIONS, Function.SALES]
    assert sample_window.notice_bar.text() == "Version 4 is signed by both, and in force."
    assert agreement.head.line_label.text() == (
        "Version 4, in force since 23 Nov · signed by Ana for Sales and Ben for Operations"
    )
    assert not agreement.proposal_card.isVisible()
    assert plain(row_in(agreement, Zone.PROMISE, "Discount").cells[1].text) == "up to 8 %"
    assert badge(sample_window) == "Agreement"
    assert agreement.isAncestorOf(focused()), "the keyboard is not lost with the button"
    sample_window.undo()
    assert standing(sample).open is not None
    assert agreement.proposal_card.isVisible()


def test_signing_a_text_that_has_changed_meanwhile_says_so_and_signs_nothing(
    sample: Path, sample_window: Window, agreement: AgreementRoom
) -> None:
    ben = author(sample_window, "Ben")

    def change(book: Any, now: Any) -> None:
        rule = general(now.open, Measure.DISCOUNT)
        save_rule(book=book, who=ben, version=now.open, rule=rule._replace(promise_limit=Decimal(2)))
        after = read_standing(book, 2, TODAY)
        assert sample_window.session is not None
        people = sample_window.session.business.people
        given = {"people": people, "why": "So", "starts_on": None, "today": TODAY}
        propose(book=book, who=ben, standing=after, version=after.open, **given)

    elsewhere(sample, change)
    agreement.do("sign:sales")
    settle()
    now = standing(sample)
    assert now.open is not None
    assert [each.function for each in now.open.signatures] == [Function.OPERATIONS]
    said = "Ben has changed this in the meantime, so nothing was signed. Read it once more, then sign."
    assert sample_window.notice_bar.text() == said
    assert lines(agreement)[0] == "Discount Sales may promise: up to 2 %, was up to 10 %", "the new text is shown"
    assert sample_window.session is not None
    sample_window.session.catch_up()
    assert sample_window.notice_bar.text() == said, "and the sentence stays"
    agreement.do("sign:sales")
    assert standing(sample).open is None


def test_a_later_day_is_told(sample: Path, open_window: OpenWindow) -> None:
    window = open_window(sample)
    act_as(window, "Ben")
    room = room_of(window)
    room.do("show")
    go_to(zone_card(room, Zone.PROMISE).view, row_in(room, Zone.PROMISE, "Margin").key)
    press(Qt.Key.Key_Delete)
    room.do("propose")
    asked = dialog(room, Propose)
    write(asked.day_edit, "2026-12-01")
    asked.save_button.click()
    assert no_dialog()
    assert room.proposal_card.waits_label.text().endswith("In force from Tue 1 Dec 2026.")
    act_as(window, "Ana")
    room.do("sign:sales")
    settle()
    assert window.notice_bar.text() == "Version 4 is signed by both, and in force from Tue 1 Dec 2026."
    assert room.head.line_label.text().endswith("· Version 4 from 1 Dec")
    assert plain(row_in(room, Zone.PROMISE, "Margin").cells[1].text) == "30 % or more", "until then"


def test_nothing_to_sign_or_to_show_is_said(settled: Path, open_window: OpenWindow) -> None:
    window = open_window(settled)
    room = room_of(window)
    for name, said in (
        ("sign", "There is nothing that waits for your signature."),
        ("show", "Nothing is proposed at the moment."),
        ("reply", "Nothing is proposed at the moment."),
    ):
        menu_action(window, name).trigger()
        settle()
        assert window.notice_bar.text() == said
        assert no_dialog()
    assert not room.proposal_card.isVisible()
    assert actions(room.head.buttons) == ["Compare with version 2", "Propose a change"]


# Talking


@pytest.mark.parametrize("way", ["button", "shortcut"])
def test_talking_first_keeps_the_words_beside_the_proposal(
    qtbot: QtBot, sample: Path, sample_window: Window, agreement: AgreementRoom, way: str
) -> None:
    if way == "button":
        agreement.proposal_card.buttons.button("reply").setFocus()
        press(Qt.Key.Key_Space)
    else:
        shortcut(sample_window, "reply")
    asked = dialog(agreement, Reply)
    asked.save_button.click()
    assert asked.say_label.text() == "Write what you want to talk about."
    qtbot.keyClicks(asked.say_edit, "Is 8 % <b>enough</b> & for whom?")
    asked.save_button.click()
    assert no_dialog()
    opened = standing(sample).open
    assert opened is not None
    assert [each.say for each in opened.replies] == ["Is 8 % <b>enough</b> & for whom?"]
    assert opened.state is State.PROPOSED, "words change no text: the signature stays"
    assert len(opened.signatures) == 1
    assert plain(agreement.proposal_card.replies[0].text()) == "Ana: Is 8 % <b>enough</b> & for whom?"
    sample_window.undo()
    assert agreement.proposal_card.replies[0].isHidden()


def test_only_the_last_words_stand_on_the_card(sample: Path, sample_window: Window, agreement: AgreementRoom) -> None:
    ben = author(sample_window, "Ben")
    for number in range(5):
        elsewhere(sample, lambda book, now: reply(book=book, who=ben, version=now.open, say=f"Word {number}"))  # noqa: B023
    assert sample_window.session is not None
    sample_window.session.catch_up()
    settle()
    shown = [plain(label.text()) for label in agreement.proposal_card.replies if not label.isHidden()]
    assert shown == ["Ben: Word 2", "Ben: Word 3", "Ben: Word 4"]


# Proposing


def test_a_change_is_proposed_by_keyboard_alone(qtbot: QtBot, settled: Path, open_window: OpenWindow) -> None:
    window = open_window(settled)
    room = room_of(window)
    shortcut(window, "begin")
    assert actions(room.proposal_card.buttons) == ["Take it back"], "there is nothing to propose yet"
    go_to(zone_card(room, Zone.PROMISE).view, row_in(room, Zone.PROMISE, "Margin").key)
    press(Qt.Key.Key_Return)
    editor = dialog(room, RuleEditor)
    qtbot.keyClick(editor.bands.promise_edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor.bands.promise_edit, "35")
    press(Qt.Key.Key_Return)
    assert actions(room.proposal_card.buttons) == ["Propose it…", "Take it back"]
    room.proposal_card.buttons.button("propose").setFocus()
    press(Qt.Key.Key_Space)
    asked = dialog(room, Propose)
    assert focused() is asked.why_edit
    qtbot.keyClicks(asked.why_edit, "Film got dearer")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert focused() is asked.save_button
    press(Qt.Key.Key_Space)
    assert no_dialog()
    opened = standing(settled).open
    assert opened is not None
    assert (opened.state, opened.why) == (State.PROPOSED, "Film got dearer")
    assert [each.function for each in opened.signatures] == [Function.SALES]
    assert room.proposal_card.heading.text() == "Ana proposes"
    assert room.proposal_card.waits_label.text() == "Signed for Sales; waits for Operations."
    assert window.notice_bar.text() == "Proposed. The other side sees old and new, and signs or answers."
    assert badge(window) == "Agreement"
    act_as(window, "Ben")
    assert badge(window) == "Agreement, 1 waiting for you"


def test_taking_back_leaves_what_is_in_force_and_can_be_undone(
    qtbot: QtBot, sample: Path, sample_window: Window, agreement: AgreementRoom
) -> None:
    act_as(sample_window, "Ben")
    agreement.do("show")
    settle()
    qtbot.mouseClick(agreement.proposal_card.buttons.button("take_back"), Qt.MouseButton.LeftButton)
    settle()
    assert standing(sample).open is None
    assert agreement.head.title_label.text() == "Agreement"
    assert not agreement.proposal_card.isVisible()
    assert not any(marks(agreement, zone) for zone in (Zone.PROMISE, Zone.ASK, Zone.OFF))
    assert sample_window.notice_bar.text() == "Taken back. What is in force stays as it is."
    qtbot.mouseClick(sample_window.notice_bar.action_button, Qt.MouseButton.LeftButton)
    settle()
    assert standing(sample).open is not None
    assert agreement.proposal_card.isVisible()


def test_show_and_back_move_between_the_two(sample_window: Window, agreement: AgreementRoom) -> None:
    agreement.show_page("people")
    shortcut(sample_window, "show")
    assert agreement.tabs.current() == "rules", "what is proposed is not among the people"
    assert agreement.head.title_label.text() == "Agreement · Proposal"
    assert actions(agreement.head.buttons) == ["Compare", "Back to what is in force"]
    agreement.head.buttons.button("back").setFocus()
    press(Qt.Key.Key_Space)
    assert agreement.head.title_label.text() == "Agreement"
    assert isinstance(focused(), type(zone_card(agreement, Zone.PROMISE).view))


# What it would have changed


def test_the_back_test_is_what_the_records_say_and_opens_its_deals(
    qtbot: QtBot, sample: Path, sample_window: Window, agreement: AgreementRoom
) -> None:
    assert sample_window.session is not None
    session, opened = sample_window.session, standing(sample).open
    assert opened is not None
    parts = try_proposal(session.book, session.business, opened.agreement, TODAY)
    while True:
        try:
            next(parts)
        except StopIteration as end:
            test = end.value
            break
    assert (len(test.changed), test.judged) == (3, 58)
    card = agreement.proposal_card
    assert actions(card.test_buttons) == ["Would have changed 3 of 58 deals"]
    assert card.test_label.text() == "1 deal lacks a figure, so it stays open either way."
    card.test_buttons.button("test").setFocus()
    press(Qt.Key.Key_Space)
    shown = dialog(agreement, DealRows)
    assert [row.key for row in shown.card.rows()] == [each.deal.id for each in test.changed]
    assert cells(shown.card)[0][:4] == (
        "Pavilion Theatre",
        "Wayfinding set",
        "Sales may promise",
        "Ask Operations first",
    )
    assert cells(shown.card)[0][4] == "on time, margin 30 %, client scored 5"
    assert focused() is shown.card.view
    press(Qt.Key.Key_Return)
    assert no_dialog()
    assert sample_window.room is sample_window.rooms["intake"]
    intake = sample_window.room
    assert isinstance(intake, IntakeRoom)
    intake.finish_background_work()
    assert intake.deal is not None
    assert intake.deal.id == test.changed[0].deal.id


def test_the_figure_stays_while_it_is_worked_out_anew_and_goes_with_the_text(
    qtbot: QtBot, sample_window: Window, agreement: AgreementRoom
) -> None:
    card = agreement.proposal_card
    button = card.test_buttons.button("test")
    button.setFocus()
    agreement.refresh()
    assert card.work.is_running
    assert actions(card.test_buttons) == ["Would have changed 3 of 58 deals"]
    assert focused() is button
    agreement.finish_background_work()
    assert focused() is button
    assert card.back_test is not None
    agreement.do("show")
    go_to(zone_card(agreement, Zone.PROMISE).view, row_in(agreement, Zone.PROMISE, "Discount").key)
    # Without a turn of the event loop, in which it would be worked out.
    qtbot.keyClick(focused(), Qt.Key.Key_Delete)
    assert card.back_test is None
    assert actions(card.test_buttons) == []
    agreement.finish_background_work()
    assert card.back_test is not None
    assert len(card.back_test.changed) not in (0, 3)
    assert actions(card.test_buttons) == [f"Would have changed {len(card.back_test.changed)} of 58 deals"]


def test_a_proposal_that_changes_no_deal_says_so(blank: Path, open_window: OpenWindow) -> None:
    window = open_window(blank)
    room = room_of(window)
    go_to(zone_card(room, Zone.PROMISE).view, row_in(room, Zone.PROMISE, "Margin").key)
    press(Qt.Key.Key_Delete)
    room.finish_background_work()
    assert actions(room.proposal_card.test_buttons) == []
    assert room.proposal_card.test_label.text() == "There are no deals of the past 12 months to try it on."


# One person alone


def test_one_person_alone_signs_for_both(qtbot: QtBot, tmp_path: Path, open_window: OpenWindow) -> None:
    path = tmp_path / "alone.handshake"
    create_business(
        path=path,
        name="Alone",
        kind="sign-shop",
        founders=(Founder("Kim", sells=True, delivers=True, owner=True),),
        country=None,
        currency="EUR",
        weekly_hours=Decimal(40),
        today=TODAY,
    ).close()
    window = open_window(path)
    room = room_of(window)
    go_to(zone_card(room, Zone.PROMISE).view, row_in(room, Zone.PROMISE, "Margin").key)
    press(Qt.Key.Key_Delete)
    room.do("propose")
    asked = dialog(room, Propose)
    assert asked.save_button.text() == "Propose, and sign"
    asked.save_button.click()
    assert no_dialog()
    now = standing(path)
    assert now.open is None
    assert now.in_force is not None
    assert now.in_force.agreement.number == 2
    assert window.notice_bar.text() == "Version 2 is signed."
    assert not any(rule.measure is Measure.MARGIN for rule in now.in_force.agreement.rules)
    assert badge(window) == "Agreement"


# Texts, and others


def test_texts_are_shown_as_typed(sample: Path, open_window: OpenWindow) -> None:
    evil = "<b>Why</b> & \u05dc\u05de\u05d4 <img src='x'> " + "so long " * 35
    with open_book(sample) as book:
        now = read_standing(book, 2, TODAY)
        assert now.open is not None
        with book.change("x", who=Author()) as change:
            change.update("agreement", now.open.id, {"why": evil.strip()})
            for (key,) in book.rows("SELECT id FROM person WHERE name = 'Ben'"):
                change.update("person", key, {"name": "<i>Ben</i> & Co"})
    room = room_of(open_window(sample))
    assert room.proposal_card.heading.text() == "<i>Ben</i> & Co proposes"
    assert plain(room.proposal_card.why_label.text()) == evil.strip()
    room.do("show")
    assert "Proposed by <i>Ben</i> & Co on" in " ".join(texts_in(room.head))


def test_a_second_window_sees_the_signature_of_the_first(
    qtbot: QtBot, sample: Path, open_window: OpenWindow, sample_window: Window, agreement: AgreementRoom
) -> None:
    second = open_window(sample)
    other = room_of(second)
    act_as(second, "Ben")
    assert second.session is not None
    with qtbot.waitSignal(second.session.news_came, timeout=2000):
        agreement.do("sign:sales")
    settle()
    assert other.head.line_label.text().startswith("Version 4, in force since 23 Nov")
    assert not other.proposal_card.isVisible()
    assert rules_page(other).version is not None


def test_signing_for_somebody_who_may_not_is_refused(
    sample: Path, sample_window: Window, agreement: AgreementRoom
) -> None:
    act_as(sample_window, "Ben")
    agreement.do("sign:sales")
    assert "doesn't sell here" in sample_window.notice_bar.text()
    opened = standing(sample).open
    assert opened is not None
    assert len(opened.signatures) == 1
