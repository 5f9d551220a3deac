"""Put on the agenda: what the next meeting should talk about, in which section and why (framework.md section 8)."""

from PySide6.QtCore import QLocale
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.actions.agenda_items import change_agenda_item, put_on_agenda, take_off_agenda
from desktop.actions.meeting_series import next_meetings
from desktop.dialogs.editor import Editor
from desktop.dialogs.words_edit import words_edit
from desktop.rooms.about import About
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.agenda import section_title
from desktop.wording.typed import typed
from framework.agenda import AddedItem
from framework.meeting import SCORECARD_EVERY, Meeting, SectionKind, next_meeting
from resources.words import tr
from storage.held_meetings import added_items
from storage.intake import read_deal
from storage.questions import read_question
from storage.trouble import Conflict
from widgets.card import Muted, PlainLabel
from widgets.form_grid import FormGrid

MOST = 1000
WIDTH = 520


class PutOnAgenda(Editor):
    """Puts something on the next agenda, or changes what was put there (`item`). `about` fills in what is chosen."""

    def __init__(
        self,
        session: Session,
        about: About | None = None,
        item: AddedItem | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("On the agenda") if item is not None else tr("Put on the agenda"),
            parent,
            remove=tr("Take it off") if item is not None else "",
            save=tr("Save") if item is not None else tr("Put on the agenda"),
        )
        self._session, self._item = session, item
        self._about = about if about is not None else About()
        if item is not None:
            self._about = About(item.section, item.say, item.deal_id, item.question_id)
        self.when_label = PlainLabel("", "strong", wrap=True)
        self.about_label = Muted("")
        self.section_box = QComboBox()
        self.say_edit = words_edit(lines=3)
        self.why_edit = QLineEdit(item.why if item is not None else "")
        self.why_edit.setMaxLength(10 * MOST)
        self.why_edit.setPlaceholderText(tr("What it is good for, if that is not plain"))
        self.form = FormGrid()
        self.forms = [self.form]
        for kind in SectionKind:
            self.section_box.addItem(section_title(kind, session.business), kind.value)
        self.section_box.setCurrentIndex(self.section_box.findData(self._about.section.value))
        self.say_edit.setPlainText(self._about.say)
        self.say_edit.moveCursor(QTextCursor.MoveOperation.End)
        self.form.add_field(tr("What to talk about"), self.say_edit)
        self.form.add_field(tr("Why"), self.why_edit)
        self.form.add_field(tr("In the section"), self.section_box)
        for widget in (self.when_label, self.about_label, self.form):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.about_label.setText(self._linked())
        self.about_label.setVisible(bool(self.about_label.text()))
        self.section_box.currentIndexChanged.connect(self._show_when)
        self._show_when()
        self.fit(WIDTH)
        self.say_edit.setFocus()

    def section(self) -> SectionKind:
        """Return the section it goes to."""
        return SectionKind(self.section_box.currentData())

    def _linked(self) -> str:
        """Return which deal or question it stays linked with; empty for none."""
        session, about = self._session, self._about
        if about.question_id is not None:
            question = read_question(session.book, about.question_id, digits=session.digits)
            if question is not None:
                return tr("About the question “{subject}”.").format(subject=typed(question.subject))
        if about.deal_id is not None:
            deal = read_deal(session.book, about.deal_id, digits=session.digits)
            if deal is not None:
                return tr("About the deal with {client}.").format(client=typed(deal.client))
        return ""

    def _show_when(self) -> None:
        meeting = self._meeting()
        if meeting is None:
            say = tr("No meeting is planned yet. It waits for the first one.")
        else:
            weekday = figures.locale().standaloneDayName(meeting.day.isoweekday(), QLocale.FormatType.LongFormat)
            say = tr("{weekday}'s agenda, {day}").format(weekday=weekday, day=figures.day_month(meeting.day))
            if self.section() is SectionKind.SCORECARD:
                say = tr("{agenda}: the next with this section").format(agenda=say)
        self.when_label.setText(say)

    def _meeting(self) -> Meeting | None:
        """Return the meeting on whose agenda it comes first; the scorecard is on every fourth only."""
        session = self._session
        series, calendar = session.business.series, session.business.calendar
        if series is None:
            return None
        # The agenda of one that goes on does not change any more.
        (meeting,) = next_meetings(book=session.book, desk=session.desk, series=series, count=1)
        while self.section() is SectionKind.SCORECARD and meeting.number % SCORECARD_EVERY:
            meeting = next_meeting(series, calendar, meeting.day.fromordinal(meeting.day.toordinal() + 1))
        return meeting

    def save(self) -> str:
        """Put it on the agenda, or change it there."""
        session, say, why = self._session, self.say_edit.toPlainText(), self.why_edit.text()
        if self._item is None:
            put_on_agenda(
                book=session.book,
                who=session.author,
                today=session.today,
                section=self.section(),
                say=say,
                why=why,
                deal_id=self._about.deal_id,
                question_id=self._about.question_id,
            )
            return tr("{when}: {say}").format(when=self.when_label.text(), say=typed(" ".join(say.split())[:80]))
        before = self._item
        if (before.section, before.say, before.why) == (self.section(), " ".join(say.split()), " ".join(why.split())):
            return ""
        try:
            change_agenda_item(
                book=session.book, who=session.author, item=before, section=self.section(), say=say, why=why
            )
        except Conflict:
            # What was typed here stays, and Save then means it.
            self._item = next((each for each in added_items(session.book) if each.id == before.id), before)
            raise
        return tr("Changed on the agenda: {say}").format(say=typed(" ".join(say.split())[:80]))

    def remove(self) -> str:
        """Take it off the agenda."""
        assert self._item is not None
        take_off_agenda(book=self._session.book, who=self._session.author, item=self._item)
        return tr("Off the agenda: {say}").format(say=typed(self._item.say[:80]))
