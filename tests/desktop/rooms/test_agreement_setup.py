"""The set-up: marked apart and unseen by the other side, settled together, signed by both; left and gone on with."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import read_standing, save_rule
from desktop.actions.agreement_setup import mark_line, read_marking
from desktop.actions.business import create_business
from desktop.dialogs.history import History
from desktop.dialogs.rule_editor import RuleEditor
from desktop.rooms.agreement import AgreementRoom
from desktop.rooms.agreement_setup import SetUpPage
from desktop.window import Window
from framework.agreement import Measure, Rule, Zone
from framework.agreement_setup import LineMark, Mark, Stage
from framework.people import Function
from storage.agreement_setup import read_marks
from storage.business import read_business
from storage.founding import Founder
from storage.opening import open_book
from tests.desktop.focus import wait_for_focus
from tests.desktop.rooms.agreement_screen import (
    TODAY,
    act_as,
    actions,
    author,
    cells,
    dialog,
    focused,
    general,
    go_to,
    no_dialog,
    plain,
    press,
    row_in,
    rules_page,
    set_up_page,
    settle,
    shortcut,
    standing,
    texts_in,
    write,
    zone_card,
)
from widgets.mark_row import MarkRow

OpenWindow = Callable[[Path], Window]
SECRET = "Only what Ana would never say aloud"


def window_of(room: AgreementRoom) -> Window:
    window = room.window()
    assert isinstance(window, Window)
    return window


def rows(page: SetUpPage) -> list[MarkRow]:
    settle()
    return list(page.mark_part.rows.values())


def row_for(page: SetUpPage, measure: Measure) -> MarkRow:
    assert page.version is not None
    rule = general(page.version, measure)
    return page.mark_part.rows[rule.id]


def kept_marks(path: Path) -> dict[tuple[str, str], str]:
    with open_book(path) as book:
        opened = read_standing(book, 2, TODAY).open
        assert opened is not None
        return {(mark.rule_id, mark.function.value): mark.mark.value for mark in read_marks(book, opened.id)}


def stage(path: Path) -> Stage:
    with open_book(path) as book:
        opened = read_standing(book, 2, TODAY).open
        assert opened is not None
        return read_marking(book, opened, read_business(book, TODAY)).state.stage


def keep_all(page: SetUpPage) -> None:
    page.mark_part.buttons.button("keep_rest").setFocus()
    press(Qt.Key.Key_Space)


def badge(window: Window) -> str:
    settle()
    return window.rail.tabs.accessibleTabName(1) or window.rail.tabs.tabText(1)


def shown_texts(widget: QWidget) -> str:
    return "\n".join(texts_in(widget))


# Opening


def test_a_draft_opens_here_on_the_first_line(draft_room: AgreementRoom) -> None:
    page = set_up_page(draft_room)
    assert draft_room.tabs.current() == "setup"
    assert [draft_room.tabs.shown(number) for number in range(3)] == ["Set-up", "The draft", "Offerings 8"]
    assert page.mark_part.heading.text() == "Ana marks the draft for Sales"
    assert page.steps.accessibleName() == "Each side marks the draft, now, Settle what differs, Both sign"
    assert len(rows(page)) == len(page.version.agreement.rules)  # type: ignore[union-attr]
    assert focused() is rows(page)[0].buttons["keep"]
    assert badge(window_of(draft_room)) == "Agreement, 1 waiting for you"
    assert actions(draft_room.head.buttons) == []


def test_the_write_side_is_loaded_behind_it(qtbot: QtBot, draft_room: AgreementRoom) -> None:
    """As in a file that opens with its deals: the first mark waits for nothing, and the file is looked over."""
    window = window_of(draft_room)
    qtbot.waitUntil(window._warm_up.isFinished, timeout=20_000)
    qtbot.waitUntil(lambda: window._checkup is not None, timeout=5_000)


# Marking


def test_everything_from_the_first_mark_to_the_second_signature_by_keyboard_alone(
    qtbot: QtBot, draft: Path, draft_room: AgreementRoom
) -> None:
    window, page = window_of(draft_room), set_up_page(draft_room)
    count = len(rows(page))
    # Ana: changes the first line, strikes the second, keeps the others.
    press(Qt.Key.Key_C)
    first = rows(page)[0]
    assert focused() is first.promise_edit
    qtbot.keyClick(first.promise_edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(first.promise_edit, "12")
    press(Qt.Key.Key_Tab)
    assert focused() is first.stop_edit
    press(Qt.Key.Key_Tab)
    assert focused() is rows(page)[1].buttons["keep"]
    press(Qt.Key.Key_S)
    assert focused() is rows(page)[2].buttons["keep"], "a key goes on to the next line"
    for _ in range(count - 3):
        press(Qt.Key.Key_K)
    assert page.mark_part.progress_label.text() == f"{count - 1} of {count} marked"
    press(Qt.Key.Key_K)
    assert page.mark_part.heading.text() == "Sales is through"
    assert badge(window) == "Agreement"
    assert focused() is page.mark_part.buttons.button("hand_over")
    assert actions(page.mark_part.buttons)[0] == "Ben goes on"
    press(Qt.Key.Key_Space)

    # Ben: keeps all but the third, which he changes.
    assert page.mark_part.heading.text() == "Ben marks the draft for Operations"
    assert badge(window) == "Agreement, 1 waiting for you"
    assert focused() is rows(page)[0].buttons["keep"]
    press(Qt.Key.Key_K)
    press(Qt.Key.Key_K)
    press(Qt.Key.Key_C)
    third = rows(page)[2]
    qtbot.keyClick(third.promise_edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(third.promise_edit, "25")
    press(Qt.Key.Key_Return)
    page.mark_part.buttons.button("keep_rest").setFocus()
    press(Qt.Key.Key_Space)

    # Together: as Sales wants it, keep the draft, something between.
    assert stage(draft) is Stage.SETTLE
    assert badge(window) == "Agreement, 1 waiting for you"
    cards = list(page.settle_part.cards.values())
    assert len(cards) == 3
    assert focused() is cards[0].buttons.button("take:sales")
    press(Qt.Key.Key_Space)
    cards = list(page.settle_part.cards.values())
    assert len(cards) == 2
    assert focused() is cards[0].buttons.button("take:sales"), "the keyboard goes on to the next"
    press(Qt.Key.Key_Tab)
    assert focused() is cards[0].buttons.button("keep")
    press(Qt.Key.Key_Space)
    (last,) = page.settle_part.cards.values()
    last.buttons.button("other").setFocus()
    press(Qt.Key.Key_Space)
    assert focused() is last.other.promise_edit
    qtbot.keyClick(last.other.promise_edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(last.other.promise_edit, "22")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)

    # Both sign.
    assert stage(draft) is Stage.SIGN
    assert page.sign_card.isVisible()
    assert focused() is page.sign_buttons.button("sign:operations")
    press(Qt.Key.Key_Space)
    assert badge(window) == "Agreement"
    assert actions(page.sign_buttons) == ["Ana goes on", "Read it on one page"]
    assert "Ben has signed for Operations." in plain(page.sign_text.text())
    focused()
    page.sign_buttons.button("hand_over:" + window.session.business.people[0].id).setFocus()  # type: ignore[union-attr]
    press(Qt.Key.Key_Space)
    assert badge(window) == "Agreement, 1 waiting for you"
    shortcut(window, "sign")

    now = standing(draft)
    assert now.open is None
    assert now.in_force is not None
    lead = [rule for rule in now.in_force.agreement.rules if rule.measure is Measure.LEAD_TIME]
    assert [rule.promise_limit for rule in lead[:3]] == [12, 15, 22]
    assert window.notice_bar.text() == "Version 1 is signed by both, and in force."
    assert draft_room.tabs.shown(0) == "Rules"
    assert draft_room.tabs.current() == "rules"
    assert badge(window) == "Agreement"
    assert draft_room.isAncestorOf(focused())


def test_it_is_left_at_any_point_and_goes_on_where_it_was(draft: Path, open_window: OpenWindow) -> None:
    def come_back() -> tuple[Window, SetUpPage]:
        window = open_window(draft)
        room = window.room
        assert isinstance(room, AgreementRoom)
        return window, set_up_page(room)

    window, page = come_back()
    row_for(page, Measure.DISCOUNT).buttons["strike"].click()
    settle()
    window.close()
    window, page = come_back()
    assert row_for(page, Measure.DISCOUNT).mark() == "strike"
    assert page.mark_part.progress_label.text().startswith("1 of ")
    keep_all(page)
    act_as(window, "Ben")
    keep_all(page)
    assert len(page.settle_part.cards) == 1
    window.close()
    window, page = come_back()
    assert page.settle_part.isVisible()
    next(iter(page.settle_part.cards.values())).buttons.button("keep").click()
    settle()
    window.close()
    window, page = come_back()
    assert page.sign_card.isVisible()
    assert page.steps.accessibleName() == "Each side marks the draft, done, Settle what differs, done, Both sign, now"
    page.sign_buttons.button("sign:sales").click()
    settle()
    window.close()
    window, page = come_back()
    act_as(window, "Ben")
    assert actions(page.sign_buttons) == ["Sign for Operations", "Read it on one page"]
    page.sign_buttons.button("sign:operations").click()
    settle()
    assert standing(draft).in_force is not None
    window.close()
    window = open_window(draft)
    assert window.room is window.rooms["intake"]


def test_marks_of_the_other_side_are_nowhere_to_be_seen_before_both_are_through(
    draft: Path, draft_room: AgreementRoom
) -> None:
    window, page = window_of(draft_room), set_up_page(draft_room)
    sentence = next(row for row in rows(page) if row._limits is None)
    sentence.buttons["change"].click()
    write(sentence.say_edit, SECRET)
    press(Qt.Key.Key_Return)
    lead = row_for(page, Measure.LEAD_TIME)
    lead.buttons["change"].click()
    write(lead.promise_edit, "4321")
    press(Qt.Key.Key_Return)
    row_for(page, Measure.DISCOUNT).buttons["strike"].click()
    settle()
    assert kept_marks(draft)
    assert SECRET in shown_texts(page), "who wrote it sees it"

    def nothing_is_seen() -> None:
        for key in ("setup", "rules", "history", "offerings", "rights"):
            draft_room.show_page(key)
            everything = shown_texts(window)
            assert SECRET not in everything
            assert "4321" not in everything
            assert "4,321" not in everything
        draft_room.show_page("setup")
        assert not any(row.mark() for row in rows(page))
        history = History(draft_room.session.book, parent=window)
        told = shown_texts(history) + "\n".join("\n".join(row) for row in history.list.shown_rows())
        assert SECRET not in told
        assert "4321" not in told
        assert "strike" not in told.lower()
        assert "keep" not in told.lower()
        history.close()
        history.deleteLater()
        assert SECRET not in window.menus.undo_action.text()
        assert "keep" not in window.menus.undo_action.text().lower()

    act_as(window, "Ben")
    nothing_is_seen()
    act_as(window, "Ana")
    assert SECRET in shown_texts(page)
    keep_all(page)
    # Through, she does not see them either: whoever looks over her shoulder would.
    nothing_is_seen()
    act_as(window, "Ben")
    nothing_is_seen()
    keep_all(page)
    assert SECRET in shown_texts(page), "now both talk about it"
    assert "4,321" in shown_texts(page).replace("4321", "4,321")


def test_a_change_is_kept_only_when_it_is_one(draft: Path, draft_room: AgreementRoom) -> None:
    page = set_up_page(draft_room)
    row = row_for(page, Measure.LEAD_TIME)
    row.buttons["change"].click()
    settle()
    assert row._hint.isVisible()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert kept_marks(draft) == {}, "what it says already is no change"
    write(row.stop_edit, "3")
    press(Qt.Key.Key_Return)
    assert list(kept_marks(draft).values()) == ["change"]
    assert not row._hint.isVisible()


def test_a_limit_is_typed_over_and_enter_goes_on_to_the_next_line(
    draft: Path, draft_room: AgreementRoom, qtbot: QtBot
) -> None:
    """As it is by K: no mouse, and no 10 in front of what was meant."""
    page = set_up_page(draft_room)
    row = row_for(page, Measure.LEAD_TIME)
    row.setFocus()
    press(Qt.Key.Key_C)
    wait_for_focus(row.promise_edit, qtbot)
    qtbot.keyClicks(row.promise_edit, "12")
    assert row.promise_edit.text() == "12"
    press(Qt.Key.Key_Return)
    wait_for_focus(row.stop_edit, qtbot)
    press(Qt.Key.Key_Return)
    assert list(kept_marks(draft).values()) == ["change"]
    assert row.promise_edit.value() == 12
    following = list(page.mark_part.rows.values())
    wait_for_focus(following[following.index(row) + 1].buttons["keep"], qtbot)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("promise_edit", "soon", "Please write a number, such as 12."),
        ("promise_edit", "", "Write how far Sales may promise alone"),
        ("promise_edit", "2", "Make the stop the smaller number."),
        ("stop_edit", "4.5", "Please write a whole number."),
    ],
)
def test_a_wrong_limit_stays_and_says_what_to_do(
    draft: Path, draft_room: AgreementRoom, field: str, text: str, said: str
) -> None:
    page = set_up_page(draft_room)
    row = row_for(page, Measure.LEAD_TIME)
    row.buttons["change"].click()
    write(getattr(row, field), text)
    press(Qt.Key.Key_Return)
    assert said in plain(row.wrong_label.text())
    assert kept_marks(draft) == {}
    # Whatever happens around it, and while the next lines are marked.
    row_for(page, Measure.DISCOUNT).buttons["keep"].click()
    settle()
    assert getattr(row, field).text() == text
    assert said in plain(row.wrong_label.text())
    assert row.mark() == "change"
    write(row.promise_edit, "12")
    press(Qt.Key.Key_Return)
    write(row.stop_edit, "4")
    press(Qt.Key.Key_Return)
    assert not row.wrong_label.isVisible()
    with open_book(draft) as book:
        opened = read_standing(book, 2, TODAY).open
        assert opened is not None
        (mark,) = [each for each in read_marks(book, opened.id) if each.mark is Mark.CHANGE]
    assert (mark.promise_limit, mark.stop_limit) == (12, 4)


def test_undo_takes_a_mark_off_the_screen_too(draft: Path, draft_room: AgreementRoom) -> None:
    window, page = window_of(draft_room), set_up_page(draft_room)
    press(Qt.Key.Key_K)
    row = rows(page)[0]
    assert row.mark() == "keep"
    window.undo()
    settle()
    assert row.mark() is None
    assert kept_marks(draft) == {}
    assert page.mark_part.progress_label.text().startswith("0 of ")


def test_what_one_is_writing_survives_what_the_other_marks_in_a_second_window(
    draft: Path, draft_room: AgreementRoom
) -> None:
    window, page = window_of(draft_room), set_up_page(draft_room)
    row = row_for(page, Measure.LEAD_TIME)
    row.buttons["keep"].click()
    row.buttons["change"].click()
    write(row.promise_edit, "1")
    with open_book(draft) as book:
        opened = read_standing(book, 2, TODAY).open
        assert opened is not None
        rule = opened.agreement.rules[3]
        mark = LineMark(rule.id, Function.OPERATIONS, Mark.STRIKE)
        mark_line(book=book, who=author(window, "Ben"), version=opened, rule=rule, mark=mark)
    draft_room.session.catch_up()
    settle()
    assert row.mark() == "change"
    assert row.promise_edit.text() == "1"
    assert row.promise_edit.isVisible()
    assert focused() is row.promise_edit
    assert not any(each.mark() for each in rows(page) if each is not row)


def test_going_through_it_together_leaves_the_marks_out(draft: Path, draft_room: AgreementRoom) -> None:
    window, page = window_of(draft_room), set_up_page(draft_room)
    page.mark_part.buttons.button("together").click()
    settle()
    assert page.sign_card.isVisible()
    assert "You go through the draft together" in window.notice_bar.text()
    draft_room.show_page("rules")
    go_to(zone_card(draft_room, Zone.PROMISE).view, row_in(draft_room, Zone.PROMISE, "Margin").key)
    press(Qt.Key.Key_Return)
    editor = dialog(draft_room, RuleEditor)
    assert editor.save_button.text() == "Keep in the draft"
    write(editor.bands.promise_edit, "31")
    press(Qt.Key.Key_Return)
    assert no_dialog()
    assert window.notice_bar.text() == "In the draft: Margin"
    opened = standing(draft).open
    assert opened is not None
    assert general(opened, Measure.MARGIN).promise_limit == 31
    assert stage(draft) is Stage.SIGN
    window.undo()
    window.undo()
    assert stage(draft) is Stage.MARK


# The menu does not get round it


def test_the_menu_signs_nothing_before_it_is_settled_and_excepts_nothing_before_it_is_in_force(
    draft: Path, draft_room: AgreementRoom
) -> None:
    window = window_of(draft_room)
    shortcut(window, "sign")
    assert window.notice_bar.text() == "There is nothing that waits for your signature."
    opened = standing(draft).open
    assert opened is not None
    assert opened.signatures == ()
    shortcut(window, "allow")
    assert no_dialog()
    assert window.notice_bar.text() == "Nothing is in force yet, so there is nothing to except from it."
    draft_room.show_page("rules")
    assert not rules_page(draft_room).allow_button.isVisible()
    assert not draft_room.proposal_card.isVisible()
    assert not draft_room.record_card.isVisible()
    assert draft_room.try_card.isVisible()


def test_a_change_of_the_draft_takes_the_signature_back_and_says_so(draft: Path, draft_room: AgreementRoom) -> None:
    window, page = window_of(draft_room), set_up_page(draft_room)
    page.mark_part.buttons.button("together").click()
    settle()
    page.sign_buttons.button("sign:sales").click()
    settle()
    draft_room.show_page("rules")
    go_to(zone_card(draft_room, Zone.PROMISE).view, row_in(draft_room, Zone.PROMISE, "Margin").key)
    press(Qt.Key.Key_Delete)
    assert window.notice_bar.text() == (
        "In the draft: Margin is struck. It was signed as it stood, so that signature is taken back."
    )
    opened = standing(draft).open
    assert opened is not None
    assert opened.signatures == ()


# Settling


@pytest.fixture
def settling(draft: Path, draft_room: AgreementRoom) -> SetUpPage:
    """Ana wants 12 working days, and to strike the discount; Ben wants 11."""
    window, page = window_of(draft_room), set_up_page(draft_room)
    row = row_for(page, Measure.LEAD_TIME)
    row.buttons["change"].click()
    write(row.promise_edit, "12")
    press(Qt.Key.Key_Return)
    row_for(page, Measure.DISCOUNT).buttons["strike"].click()
    keep_all(page)
    act_as(window, "Ben")
    row = row_for(page, Measure.LEAD_TIME)
    row.buttons["change"].click()
    write(row.promise_edit, "11")
    press(Qt.Key.Key_Return)
    keep_all(page)
    return page


def test_what_differs_stands_side_by_side(settling: SetUpPage) -> None:
    lead, discount = settling.settle_part.cards.values()
    texts = texts_in(lead)
    assert any(text.startswith("Sales may promise: 12 working days or more") for text in texts)
    assert any(text.startswith("Sales may promise: 11 working days or more") for text in texts)
    assert actions(lead.buttons) == [
        "As Sales wants it",
        "As Operations wants it",
        "Keep the draft",
        "Something between…",
    ]
    assert actions(discount.buttons) == ["As Sales wants it", "Keep the draft", "Something between…"]
    assert settling.settle_part.text.text().startswith("2 lines differ.")


def test_a_wrong_limit_between_the_two_stays_and_says_what_to_do(draft: Path, settling: SetUpPage) -> None:
    lead = next(iter(settling.settle_part.cards.values()))
    lead.buttons.button("other").click()
    for text, said in (("many", "Please write a number"), ("1", "Make the stop the smaller number.")):
        write(lead.other.promise_edit, text)
        lead._take_other.button("other").click()
        settle()
        assert said in lead.other.wrong_label.text()
        assert lead.other.promise_edit.text() == text
        assert len(settling.settle_part.cards) == 2
    write(lead.other.promise_edit, "11")
    lead._take_other.button("other").click()
    settle()
    assert len(settling.settle_part.cards) == 1
    opened = standing(draft).open
    assert opened is not None
    assert general(opened, Measure.LEAD_TIME).promise_limit == 11


def test_a_settled_line_comes_back_by_undo(draft: Path, settling: SetUpPage, draft_room: AgreementRoom) -> None:
    window = window_of(draft_room)
    discount = list(settling.settle_part.cards.values())[1]
    discount.buttons.button("take:sales").click()
    settle()
    assert len(settling.settle_part.cards) == 1
    opened = standing(draft).open
    assert opened is not None
    assert not any(rule.measure is Measure.DISCOUNT for rule in opened.agreement.rules)
    assert window.notice_bar.text() == "Settled: Discount"
    window.undo()
    settle()
    assert len(settling.settle_part.cards) == 2
    opened = standing(draft).open
    assert opened is not None
    assert general(opened, Measure.DISCOUNT)


def test_a_card_follows_a_change_of_the_draft(draft: Path, settling: SetUpPage, draft_room: AgreementRoom) -> None:
    with open_book(draft) as book:
        opened = read_standing(book, 2, TODAY).open
        assert opened is not None
        rule = general(opened, Measure.LEAD_TIME)
        changed = rule._replace(stop_limit=Decimal(2))
        save_rule(book=book, who=author(window_of(draft_room), "Ana"), version=opened, rule=changed)
    draft_room.session.catch_up()
    settle()
    lead = next(iter(settling.settle_part.cards.values()))
    assert any("under 2 working days" in text for text in texts_in(lead) if text.startswith("The draft:"))


def test_both_wanting_the_same_need_only_take_it(draft: Path, draft_room: AgreementRoom) -> None:
    window, page = window_of(draft_room), set_up_page(draft_room)
    for name in ("Ana", "Ben"):
        act_as(window, name)
        row_for(page, Measure.MARGIN).buttons["strike"].click()
        keep_all(page)
    (card,) = page.settle_part.cards.values()
    assert actions(card.buttons) == ["Both want the same: take it", "Keep the draft"]
    card.buttons.button("take:sales").click()
    settle()
    assert stage(draft) is Stage.SIGN


# Others


def test_a_read_only_draft_offers_nothing_to_write(draft: Path, draft_room: AgreementRoom) -> None:
    draft_room.session.book.read_only_because = "Only for looking."
    window_of(draft_room).menus.show_state()
    page = set_up_page(draft_room)
    draft_room.refresh()
    settle()
    assert actions(page.mark_part.buttons) == []
    assert actions(page.mark_part.foot) == []
    assert not any(row.isEnabled() for row in rows(page))
    draft_room.show_page("rules")
    assert not rules_page(draft_room).add_button.isVisible()


def test_one_person_alone_has_nothing_to_mark_and_signs_for_both(tmp_path: Path, open_window: OpenWindow) -> None:
    path = tmp_path / "alone.handshake"
    create_business(
        path=path,
        name="Alone",
        kind="sign-shop",
        founders=(Founder("Kim", sells=True, delivers=True, owner=True),),
        country=None,
        currency="EUR",
        weekly_hours=None,
        today=TODAY,
        in_force=False,
    ).close()
    window = open_window(path)
    room = window.room
    assert isinstance(room, AgreementRoom)
    page = set_up_page(room)
    assert page.sign_card.isVisible()
    assert actions(page.sign_buttons) == ["Sign for Sales", "Sign for Operations", "Read it on one page"]
    assert focused() is page.sign_buttons.button("sign:sales")
    press(Qt.Key.Key_Space)
    assert focused() is page.sign_buttons.button("sign:operations")
    press(Qt.Key.Key_Space)
    now = standing(path)
    assert now.in_force is not None
    assert {each.function for each in now.in_force.signatures} == {Function.SALES, Function.OPERATIONS}
    assert len({each.person_id for each in now.in_force.signatures}) == 1


def test_somebody_who_neither_sells_nor_delivers_is_told_who_marks(tmp_path: Path, open_window: OpenWindow) -> None:
    path = tmp_path / "three.handshake"
    founders = (
        Founder("Olga", sells=False, delivers=False, owner=True),
        Founder("Ana", sells=True, delivers=False),
        Founder("Ben", sells=False, delivers=True),
    )
    create_business(
        path=path,
        name="Three",
        kind="blank",
        founders=founders,
        country=None,
        currency="EUR",
        weekly_hours=None,
        today=TODAY,
        in_force=False,
    ).close()
    window = open_window(path)
    room = window.room
    assert isinstance(room, AgreementRoom)
    page = set_up_page(room)
    assert page.mark_part.heading.text() == "Sales and Operations mark the draft"
    assert rows(page) == []
    assert badge(window) == "Agreement"
    act_as(window, "Ben")
    assert len(rows(page)) == 4
    assert badge(window) == "Agreement, 1 waiting for you"


def test_texts_are_shown_as_typed(draft: Path, open_window: OpenWindow) -> None:
    evil = "<b>Rush</b> & \u05d3\u05d7\u05d5\u05e3 " + "very long " * 28
    with open_book(draft) as book:
        opened = read_standing(book, 2, TODAY).open
        assert opened is not None
        rule = Rule("", None, evil.strip(), zone=Zone.ASK, why="<i>why</i> & more")
        from storage.book import Author

        save_rule(book=book, who=Author("", "Ben"), version=opened, rule=rule)
    room = open_window(draft).room
    assert isinstance(room, AgreementRoom)
    page = set_up_page(room)
    last = rows(page)[-1]
    texts = texts_in(last)
    assert evil.strip() in texts
    assert "<i>why</i> & more" in texts
    last.buttons["strike"].click()
    keep_all(page)
    act_as(window_of(room), "Ben")
    keep_all(page)
    (card,) = page.settle_part.cards.values()
    assert evil.strip() in texts_in(card)
    card.buttons.button("keep").click()
    settle()
    assert plain(window_of(room).notice_bar.text()) == f"Settled: {evil.strip()}"
    room.show_page("rules")
    assert (evil.strip(), "", "Operations may refuse") in [row[:3] for row in cells(zone_card(room, Zone.ASK))]
