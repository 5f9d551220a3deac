"""Where each kind of record is shown: what was found, brought on screen in its room."""

from typing import TYPE_CHECKING

from desktop.rooms.agreement import AgreementRoom
from desktop.rooms.meetings import MeetingsRoom
from storage.finding import Kind, Record

if TYPE_CHECKING:
    from desktop.window import Window


def show_record(window: "Window", kind: Kind, record: Record) -> None:
    """Bring `record` on screen."""
    if kind is Kind.CLIENT:
        window.show_client(record.key)
    elif kind in (Kind.QUESTION, Kind.DECISION):
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
    else:
        window.show_room("meetings")
