"""Closing a meeting: what was agreed, what is put off, and how good it was for everyone (framework.md section 8)."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from desktop.actions.meeting_run import close_meeting
from desktop.clock import right_now
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import running as words
from desktop.wording.minutes import held_say, meeting_line
from desktop.wording.typed import typed
from framework.minutes import ACTING, HIGHEST_RATING, LOWEST_RATING, HeldMeeting, left_over
from resources.words import tr
from storage.held_meetings import read_meeting
from widgets.card import Heading, Muted, PlainLabel
from widgets.rating_row import RatingRow

WIDTH = 520
SHOWN = 6


class CloseMeeting(Editor):
    """Shows what comes of the meeting and asks for the ratings; `at`: as of which instant (None: now)."""

    def __init__(
        self, session: Session, meeting: HeldMeeting, parent: QWidget | None = None, *, at: datetime | None = None
    ) -> None:
        super().__init__(tr("Close the meeting"), parent, save=tr("Close the meeting"))
        self._session, self._meeting, self._at = session, meeting, at
        self.ratings: dict[str, RatingRow] = {}
        self._lay_out()
        self.fit(WIDTH)
        for row in list(self.ratings.values())[:1]:
            row.setFocus()

    def _lay_out(self) -> None:
        meeting, business = self._meeting, self._session.business
        line = meeting_line(meeting)
        if not meeting.on_paper:
            line = f"{words.whole_line(meeting, self._at or right_now())} · {line}"
        self.column.addWidget(PlainLabel(line, "strong", wrap=True))
        loose = [entry for entry in meeting.entries if entry.kind in ACTING and not (entry.person_id and entry.due_on)]
        if loose:
            said = tr("Without a name or a day, it will hardly be done:")
            self.column.addWidget(PlainLabel(said, "body", "ASK", wrap=True))
            self.column.addWidget(Muted("\n".join(typed(entry.say) for entry in loose[:SHOWN])))
        left = left_over(meeting)
        if left:
            self.column.addWidget(PlainLabel(words.left_over_line(left), wrap=True))
            lines = [held_say(held) for held in left[:SHOWN]]
            if len(left) > SHOWN:
                lines.append(tr("and {count} more").format(count=figures.number(len(left) - SHOWN)))
            self.column.addWidget(Muted("\n".join(lines)))
        self.column.addWidget(Heading(tr("How good was it?")))
        self.column.addWidget(Muted(tr("1 is a waste of time, 10 could not be better. It may stay open."), "small"))
        for person in business.people:
            name = typed(person.name)
            row = RatingRow(name, LOWEST_RATING, HIGHEST_RATING)
            row.set_value(meeting.ratings.get(person.id))
            self.ratings[person.id] = row
            self.column.addWidget(PlainLabel(name, "small", "muted"))
            self.column.addWidget(row)
        self.column.addWidget(Muted(tr("Which client hears from us today?"), "small"))

    def save(self) -> str:
        """Close the meeting."""
        session = self._session
        given = {person: value for person, row in self.ratings.items() if (value := row.value()) is not None}
        close_meeting(book=session.book, who=session.author, meeting=self._meeting, ratings=given, at=self._at)
        closed = read_meeting(session.book, self._meeting.id)
        return words.closed_line(closed if closed is not None else self._meeting)
