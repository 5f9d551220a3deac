"""The rhythm of the meetings: held and left out, minutes, items by section, how good they were (section 8)."""

from PySide6.QtWidgets import QWidget

from desktop.actions.rhythm import read_rhythm
from desktop.dialogs.page import Page
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import rhythm as words
from desktop.wording.agenda import section_title
from framework.rhythm import Rhythm
from resources.words import tr
from storage.book import News
from storage.held_meetings import TOPICS
from widgets.card import Card, LeadLabel, Muted, PlainLabel
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_L

MOST_COUNTS = 8
"""So many meetings stand beside each other in a line of counts."""


class RhythmPage(Page):
    """Figures at the head, what was quiet, then the meetings one by one and the sections over all of them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Rhythm of the meetings"), parent)
        self._session = session
        self.found: Rhythm | None = None
        self.quiet_card = Card("amber")
        self.quiet_label = PlainLabel("", "body", wrap=True)
        self.leads_card = Card()
        self.meetings_card, self.sections_card = RowsCard(), RowsCard()
        self._lay_out()
        session.news_came.connect(self._take_news)
        self.refresh()
        self.resize(760, 640)

    def _lay_out(self) -> None:
        self.quiet_card.column.addWidget(self.quiet_label)
        self.column.addWidget(Muted(tr("The last half year. It is about the meeting, not about anybody."), "small"))
        column = self.add_reading_column()
        for card in (self.quiet_card, self.leads_card, self.meetings_card, self.sections_card):
            column.addWidget(card)
        column.addStretch(1)
        self.meetings_card.set_activatable(False)
        self.sections_card.set_activatable(False)

    def _take_news(self, news: News) -> None:
        if TOPICS & news.topics.keys():
            self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        session = self._session
        self.found = found = read_rhythm(session.book, session.desk)
        quiet = words.quiet_words(found.quiet)
        self.quiet_label.setText(quiet)
        self.quiet_card.setVisible(bool(quiet))
        self._show_leads(found)
        self._show_meetings(found)
        self._show_sections(found)

    def _show_leads(self, found: Rhythm) -> None:
        column = self.leads_card.column
        while (place := column.takeAt(0)) is not None:
            label = place.widget()
            if label is not None:
                label.hide()
                label.deleteLater()
        column.setSpacing(SPACE_L // 2)
        for figure, say in words.lead_lines(found):
            column.addWidget(LeadLabel(figure, say))

    def _show_meetings(self, found: Rhythm) -> None:
        rows = [
            (
                meeting.day,
                Row(
                    meeting.id,
                    (
                        Cell(figures.day_year(meeting.day), "strong"),
                        Cell(words.used_words(meeting)),
                        Cell(words.items_words(meeting)),
                        Cell(words.rating_figure(meeting)),
                        Cell(words.back_words(meeting)),
                    ),
                ),
            )
            for meeting in found.meetings
        ]
        for turn in found.skipped:
            day = turn.day or turn.planned_on
            cells = (Cell(figures.day_year(day), colour="muted"), Cell(words.skipped_words(turn), colour="muted"))
            rows.append((day, Row(f"turn-{turn.planned_on}", (*cells, Cell(""), Cell(""), Cell("")))))
        rows.sort(key=lambda row: row[0], reverse=True)
        self.meetings_card.set_content(
            tr("Meeting by meeting"),
            [row for _day, row in rows],
            headings=(tr("Day"), tr("It took"), tr("Agenda"), tr("How good"), tr("Looked back")),
            columns=(1.6, 1.6, 1.1, 1, 1.1),
            empty_text=tr("No meeting was held yet."),
        )

    def _show_sections(self, found: Rhythm) -> None:
        business = self._session.business
        rows = [
            Row(
                section.kind.value,
                (
                    Cell(section_title(section.kind, business)),
                    Cell(words.counts_words(section, MOST_COUNTS)),
                    Cell(words.ended_words(section)),
                    Cell(words.section_minutes_words(section)),
                ),
            )
            for section in found.sections
        ]
        self.sections_card.set_content(
            tr("Section by section"),
            rows,
            headings=(tr("Section"), tr("Items, oldest first"), tr("What became of them"), tr("Minutes, on average")),
            columns=(2.2, 1.4, 1.5, 1.3),
            empty_text=tr("No meeting was held yet."),
        )
