"""Where each kind of record is shown: what was found, brought on screen in its room."""

from typing import TYPE_CHECKING

from desktop.rooms.agreement import AgreementRoom
from desktop.rooms.meetings import MeetingsRoom
from desktop.wording.typed import typed
from resources.words import tr
from storage.finding import Kind, Record

if TYPE_CHECKING:
    from desktop.window import Window


def show_record(window: "Window", kind: Kind, record: Record) -> None:
    """Bring `record` on screen; a client by their newest deal."""
    if kind in (Kind.QUESTION, Kind.DECISION):
        window.show_question(record.target)
    elif kind in (Kind.RULE, Kind.WORD):
        window.show_room("agreement")
        agreement = window.room
        if isinstance(agreement, AgreementRoom):
            (agreement.show_rule_line if kind is Kind.RULE else agreement.show_word)(record.target)
    elif kind is Kind.MINUTES:
        window.show_room("meetings")
        meetings = window.room
        if isinstance(meetings, MeetingsRoom):
            meetings.show_minutes_of(record.target, record.key)
    elif record.target:
        window.show_deal(record.target)
    elif kind is Kind.ACTION:
        window.show_room("meetings")
    else:
        window.tell(tr("{client} has no deal yet.").format(client=typed(record.name)))
