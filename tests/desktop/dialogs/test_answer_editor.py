"""The dialog of an answer: what it shows, what it asks for by kind, and what it keeps."""

import gc
import weakref
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.actions.asking import ask
from desktop.actions.crews import set_week_hours
from desktop.actions.desk import Judged, judge
from desktop.actions.intake import edit_deal
from desktop.dialogs.answer_editor import AnswerEditor
from desktop.session import Session
from framework.asking import Conditions, GivenAnswer, Kind, Seat
from storage.asking import requests_of
from storage.book import Author
from storage.intake import open_deals, read_deal
from storage.opening import open_book
from widgets.card import LeadLabel

TODAY = date(2026, 11, 23)
Show = Callable[..., AnswerEditor]


@pytest.fixture
def session(sample: Path, light: None, set_clock: Callable[[datetime], None]) -> Iterator[Session]:
    set_clock(datetime(2026, 11, 23, 10, tzinfo=UTC))
    with open_book(sample) as book:
        yield Session(book, today=TODAY)


def judged_of(session: Session, deal_id: str) -> Judged:
    deal = read_deal(session.book, deal_id, digits=2)
    assert deal is not None
    return judge(session.book, session.desk, deal)


@pytest.fixture
def asked(session: Session) -> Judged:
    """Lakeside Dental, two of it, asked about by Ana with words of her own."""
    deal = next(deal for deal in open_deals(session.book, digits=2) if deal.client == "Lakeside Dental")
    ana = session.business.people[0]
    author = Author(ana.id, ana.name)
    edit_deal(book=session.book, who=author, digits=2, deal=deal, fields={"quantity": Decimal(2)})
    ask(book=session.book, who=author, desk=session.desk, deal_id=deal.id, say="They open on the <b>7th</b>")
    return judged_of(session, deal.id)


@pytest.fixture
def show(qtbot: QtBot, session: Session, asked: Judged) -> Iterator[Show]:
    made: list[AnswerEditor] = []

    def open_editor(kind: Kind = Kind.ACCEPT) -> AnswerEditor:
        ben = session.business.people[1]
        editor = AnswerEditor(session, asked, asked.requests[-1], ben, Seat.OPERATIONS, kind)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        made.append(editor)
        editor.open()
        return editor

    yield open_editor
    for editor in made:
        editor.close()
        editor.deleteLater()


def texts(editor: AnswerEditor) -> str:
    labels = [*editor.findChildren(QLabel), *editor.findChildren(LeadLabel)]
    found = [label.text() for label in labels if label.isVisible()]
    return "\n".join(found).replace("\N{NO-BREAK SPACE}", " ")


def given(session: Session, asked: Judged) -> tuple[GivenAnswer, ...]:
    return requests_of(session.book, asked.deal.id, digits=2)[-1].answers


def test_it_shows_what_is_asked_and_why(show: Show) -> None:
    said = texts(show())
    assert "May we promise this to Lakeside Dental?" in said
    assert "Asked for Mon 7 Dec 2026" in said
    assert "Lead time 10 days, ours is 15" in said
    assert "“They open on the <b>7th</b>”" in said


def test_each_kind_asks_for_what_it_needs(show: Show) -> None:
    editor = show()
    for number, kind in enumerate(Kind):
        editor.kind_group.button(number).click()
        assert editor.kind() is kind
        assert editor.conditions_form.isVisible() == (kind is Kind.CONDITIONS)
        assert editor.until_form.isVisible() == (kind is not Kind.REFUSE)
        assert editor.words_form.isVisible()
        assert editor.height() <= 700
    for field in (editor.date_edit, editor.value_edit, editor.quantity_edit, editor.phases_edit, editor.say_edit):
        assert field.accessibleName()


def test_all_that_is_entered_is_kept(session: Session, asked: Judged, show: Show) -> None:
    editor = show(Kind.CONDITIONS)
    QTest.keyClicks(editor.date_edit, "2026-12-17")
    QTest.keyClicks(editor.value_edit, "7000.50")
    QTest.keyClicks(editor.quantity_edit, "1")
    QTest.keyClicks(editor.phases_edit, "  sign first,  light later ")
    QTest.keyClicks(editor.say_edit, "Fine so")
    editor.until_edit.setFocus()
    editor.until_edit.selectAll()
    QTest.keyClicks(editor.until_edit, "2026-12-24")
    heard: list[str] = []
    editor.saved.connect(heard.append)
    QTest.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert not editor.isVisible()
    assert heard == ["Yes to Lakeside Dental, under conditions."]
    (kept,) = given(session, asked)
    assert (kept.kind, kept.say, kept.valid_until) == (Kind.CONDITIONS, "Fine so", date(2026, 12, 24))
    assert kept.conditions == Conditions(date(2026, 12, 17), Decimal("7000.50"), Decimal(1), "sign first, light later")


def test_conditions_typed_before_a_plain_yes_are_not_kept(session: Session, asked: Judged, show: Show) -> None:
    editor = show(Kind.CONDITIONS)
    QTest.keyClicks(editor.date_edit, "2026-12-17")
    editor.kind_group.button(0).click()
    editor.accept()
    (kept,) = given(session, asked)
    assert (kept.kind, kept.conditions) == (Kind.ACCEPT, Conditions())
    assert kept.valid_until == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("kind", "field", "text", "say"),
    [
        (Kind.CONDITIONS, "date_edit", "2026-11-20", "A date in the past can't be promised."),
        (Kind.CONDITIONS, "quantity_edit", "2", "Smaller means less than what is asked for, and more than nothing."),
        (Kind.ACCEPT, "until_edit", "2026-11-20", "An answer can't end in the past."),
    ],
)
def test_what_cannot_be_is_said_in_the_dialog_and_stays(
    session: Session, asked: Judged, show: Show, kind: Kind, field: str, text: str, say: str
) -> None:
    editor = show(kind)
    edit = getattr(editor, field)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    editor.accept()
    assert editor.isVisible()
    assert editor.say_label.text() == say
    assert edit.text() == text
    assert given(session, asked) == ()


def test_what_cannot_be_read_is_said_at_its_line(session: Session, asked: Judged, show: Show) -> None:
    editor = show(Kind.CONDITIONS)
    QTest.keyClicks(editor.date_edit, "soon")
    editor.accept()
    assert editor.isVisible() and editor.date_edit.error()
    # Hidden lines do not stand in the way of another answer.
    editor.kind_group.button(0).click()
    editor.accept()
    assert not editor.isVisible()
    assert len(given(session, asked)) == 1


def test_tab_goes_from_the_answer_through_its_lines_to_the_button(qtbot: QtBot, show: Show) -> None:
    editor = show(Kind.CONDITIONS)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.kind_group.button(1).setFocus()
    order = []
    for _ in range(9):
        focus = QApplication.focusWidget()
        assert focus is not None
        order.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    wanted = [
        editor.date_edit,
        editor.value_edit,
        editor.quantity_edit,
        editor.phases_edit,
        editor.say_edit,
        editor.until_edit,
    ]
    assert [each for each in order if each in wanted] == wanted


def test_one_piece_is_not_asked_to_be_smaller(session: Session, asked: Judged, show: Show) -> None:
    ana = session.business.people[0]
    edit_deal(
        book=session.book,
        who=Author(ana.id, ana.name),
        digits=2,
        deal=asked.deal,
        fields={"quantity": Decimal(1)},
    )
    one = judged_of(session, asked.deal.id)
    ben = session.business.people[1]
    editor = AnswerEditor(session, one, one.requests[-1], ben, Seat.OPERATIONS, Kind.CONDITIONS)
    editor.open()
    assert "Not more than" not in texts(editor)
    editor.close()


def test_it_is_freed_when_it_is_closed(qtbot: QtBot, session: Session, asked: Judged) -> None:
    ben = session.business.people[1]
    editor = AnswerEditor(session, asked, asked.requests[-1], ben, Seat.OPERATIONS, Kind.ACCEPT)
    there = weakref.ref(editor)
    with qtbot.waitSignal(editor.destroyed):
        editor.open()
        editor.reject()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    del editor
    gc.collect()
    assert there() is None


def test_a_condition_that_meets_another_rule_is_said_while_it_is_typed(
    qtbot: QtBot, show: Show, session: Session
) -> None:
    """Nearly nobody works in the week of 14 December: a date in it only moves the trouble."""
    crew = session.business.crews[0]
    set_week_hours(
        book=session.book, who=Author(), crew_id=crew.id, name=crew.name, day=date(2026, 12, 14), hours=Decimal(1)
    )
    editor = show(Kind.CONDITIONS)
    assert editor.ahead_label.isHidden()
    qtbot.keyClicks(editor.date_edit, "2026-12-1")
    assert editor.ahead_label.isHidden(), "no day yet"
    qtbot.keyClicks(editor.date_edit, "7")
    said = editor.ahead_label.text().replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("With this it would still be held back: Week of 14 Dec at ")
    editor.kind_group.button(0).click()
    assert editor.ahead_label.isHidden(), "a plain yes has no conditions"
