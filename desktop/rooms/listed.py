"""The rooms of the window, in the order of their tabs, each made when it is first asked for."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from desktop.rooms.room import Room
from desktop.session import Session
from resources.words import tr


class Tab(NamedTuple):
    """A tab of the rail: `group` is the heading above it (None: none), and `make` makes its room."""

    key: str
    title: str
    group: str | None
    make: Callable[[Session], Room]


def _today(session: Session) -> Room:
    from desktop.rooms.today import TodayRoom

    return TodayRoom(session)


def _agreement(session: Session) -> Room:
    from desktop.rooms.agreement import AgreementRoom

    return AgreementRoom(session)


def _intake(session: Session) -> Room:
    from desktop.rooms.intake import IntakeRoom

    return IntakeRoom(session)


def _capacity(session: Session) -> Room:
    from desktop.rooms.capacity import CapacityRoom

    return CapacityRoom(session)


def _escalation(session: Session) -> Room:
    from desktop.rooms.escalation import EscalationRoom

    return EscalationRoom(session)


def _meetings(session: Session) -> Room:
    from desktop.rooms.meetings import MeetingsRoom

    return MeetingsRoom(session)


def _scorecard(session: Session) -> Room:
    from desktop.rooms.scorecard import ScorecardRoom

    return ScorecardRoom(session)


def _visibility(session: Session) -> Room:
    from desktop.rooms.visibility import VisibilityRoom

    return VisibilityRoom(session)


def _health(session: Session) -> Room:
    from desktop.rooms.health import HealthRoom

    return HealthRoom(session)


def tabs() -> tuple[Tab, ...]:
    """Return all tabs. A new room adds its line here."""
    return (
        Tab("today", tr("Today"), None, _today),
        Tab("agreement", tr("Agreement"), tr("AGREE"), _agreement),
        Tab("intake", tr("Intake"), tr("PROMISE"), _intake),
        Tab("capacity", tr("Capacity"), tr("PROMISE"), _capacity),
        Tab("escalation", tr("Escalation"), tr("DECIDE"), _escalation),
        Tab("meetings", tr("Meetings"), tr("MEET"), _meetings),
        Tab("scorecard", tr("Scorecard"), tr("LEARN"), _scorecard),
        Tab("visibility", tr("Visibility"), tr("LEARN"), _visibility),
        Tab("health", tr("Health check"), tr("LEARN"), _health),
    )


def first_room(session: Session) -> str:
    """Return the tab that a file opens with: Today, or the agreement while it is still to be signed."""
    return "today" if session.business.agreement.number else "agreement"


class Rooms(Mapping[str, Room]):
    """The rooms of one open business by key; none without one. `take` is handed each room as soon as it is made."""

    def __init__(self, session: Session | None = None, take: Callable[[Room], None] | None = None) -> None:
        self._session = session
        self._take = take
        self.tabs = tabs() if session is not None else ()
        self._made: dict[str, Room] = {}

    def made(self) -> tuple[Room, ...]:
        """Return the rooms that were made so far."""
        return tuple(self._made.values())

    def __getitem__(self, key: str) -> Room:
        if key in self._made:
            return self._made[key]
        make = next((tab.make for tab in self.tabs if tab.key == key), None)
        if make is None or self._session is None:
            raise KeyError(key)
        room = self._made[key] = make(self._session)
        if self._take is not None:
            self._take(room)
        return room

    def __iter__(self) -> Iterator[str]:
        return (tab.key for tab in self.tabs)

    def __len__(self) -> int:
        return len(self.tabs)
