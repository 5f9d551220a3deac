"""A line of the minutes that two people change: both texts are seen, and the second Save is meant."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.actions.meeting_run import change_entry
from desktop.dialogs.minutes_line import MinutesLine
from desktop.rooms.intake import IntakeRoom
from desktop.session import Session
from framework.minutes import Entry, EntryKind
from storage.book import Author
from storage.held_meetings import held_meetings
from storage.opening import open_book


def written(session: Session) -> Entry:
    """A line of the minutes of the sample business."""
    return next(
        entry
        for meeting in held_meetings(session.book)
        for entry in meeting.entries
        if entry.kind is EntryKind.DECISION
    )


def test_the_line_of_somebody_else_is_shown_and_saving_again_is_meant(
    qapp: QApplication, sample: Path, intake: IntakeRoom
) -> None:
    session = intake.session
    entry = written(session)
    editor = MinutesLine(session, entry, intake)
    editor.open()
    editor.say_edit.setPlainText("Mine")
    with open_book(sample) as other:
        change_entry(book=other, who=Author("", "Ben"), entry=entry, kind=entry.kind, say="Theirs",
                     person_id=entry.person_id, due_on=entry.due_on)  # fmt: skip
    editor.accept()
    assert editor.isVisible() and "“In words” by Ben: Theirs" in editor.say_label.text()
    assert editor.say_edit.toPlainText() == "Mine"
    editor.accept()
    assert not editor.isVisible() and written(session).say == "Mine"
