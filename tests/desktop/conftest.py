"""The window on a copy of the sample business, as a person finds it: shown, with its background work done."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import Standing, read_standing, take_back
from desktop.actions.business import create_business, create_sample
from desktop.rooms.agreement import AgreementRoom
from desktop.rooms.agreement_page import AgreementPage
from desktop.rooms.intake import IntakeRoom
from desktop.rooms.meetings import MeetingsRoom
from desktop.rooms.today import TodayRoom
from desktop.session import Session
from desktop.window import Window
from framework.agreement_versions import Version
from storage.book import Author, News
from storage.founding import Founder
from storage.opening import open_book
from storage.trouble import Trouble
from widgets.theme import apply

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample business, made once; copy it, do not open it."""
    made = tmp_path_factory.mktemp("template") / "Brightside.handshake"
    create_sample(path=made, today=TODAY).close()
    return made


@pytest.fixture
def sample(tmp_path: Path, sample_template: Path) -> Path:
    """A file with the sample business in it."""
    path = tmp_path / "Brightside.handshake"
    shutil.copyfile(sample_template, path)
    return path


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A business with nothing in it but two people."""
    path = tmp_path / "blank.handshake"
    founders = (Founder("Ana", sells=True, delivers=False), Founder("Ben", sells=False, delivers=True))
    create_business(
        path=path,
        name="Blank",
        kind="blank",
        founders=founders,
        country=None,
        currency="EUR",
        weekly_hours=None,
        today=TODAY,
    ).close()
    return path


@pytest.fixture
def quick_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is worked out with the least effort there is; tests/storage/test_sealing.py takes the whole of it."""
    monkeypatch.setattr("storage.sealing.MEMORY_BYTES", 8192)
    monkeypatch.setattr("storage.sealing.ROUNDS", 1)


@pytest.fixture
def light(qapp: QApplication) -> None:
    """The light theme."""
    apply(qapp, "light")


@pytest.fixture
def open_window(qtbot: QtBot, light: None) -> Iterator[Callable[..., Window]]:
    """A function that opens a file in a window of its own, with `room` on screen where the file opens with Today (""
    leaves it there); all of them are closed when the test ends."""
    made: list[Window] = []

    def show(path: Path, room: str = "intake") -> Window:
        window = Window(today=TODAY, remembers=False)
        made.append(window)
        window.resize(1280, 800)
        window.show()
        assert window.open_file(path), window.notice_bar.text()
        if room and window.room is not None and window.room.key == "today":
            window.show_room(room)
        qtbot.waitExposed(window)
        window.finish_background_work()
        return window

    yield show
    for window in made:
        window.close()
        window.deleteLater()


@pytest.fixture
def sample_window(open_window: Callable[[Path], Window], sample: Path) -> Window:
    """The window on the sample business, Intake on screen."""
    return open_window(sample)


@pytest.fixture
def today_room(open_window: Callable[..., Window], sample: Path) -> TodayRoom:
    """The Today room of the sample business, with which it opens; all of it is worked out."""
    room = open_window(sample, "").room
    assert isinstance(room, TodayRoom)
    return room


@pytest.fixture
def intake(sample_window: Window) -> IntakeRoom:
    """The Intake room of the sample business, with its panel made."""
    room = sample_window.rooms["intake"]
    assert isinstance(room, IntakeRoom)
    return room


@pytest.fixture
def meetings(sample_window: Window) -> MeetingsRoom:
    """The Meetings room of the sample business, on screen."""
    sample_window.show_room("meetings")
    room = sample_window.rooms["meetings"]
    assert isinstance(room, MeetingsRoom)
    return room


@pytest.fixture
def agreement(sample_window: Window) -> AgreementRoom:
    """The Agreement room of the sample business, on screen, with its figures worked out."""
    sample_window.show_room("agreement")
    room = sample_window.rooms["agreement"]
    assert isinstance(room, AgreementRoom)
    room.finish_background_work()
    return room


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A sign shop whose agreement is still a draft that Ana and Ben are to mark, settle and sign."""
    path = tmp_path / "draft.handshake"
    founders = (
        Founder("Ana", sells=True, delivers=False, owner=True, leads=True),
        Founder("Ben", sells=False, delivers=True, leads=True),
    )
    create_business(
        path=path,
        name="Draft",
        kind="sign-shop",
        founders=founders,
        country=None,
        currency="EUR",
        weekly_hours=Decimal(80),
        today=TODAY,
        in_force=False,
    ).close()
    return path


@pytest.fixture
def draft_room(open_window: Callable[[Path], Window], draft: Path) -> AgreementRoom:
    """The Agreement room of the draft, with which such a file opens; Ana is acting."""
    room = open_window(draft).room
    assert isinstance(room, AgreementRoom)
    return room


@pytest.fixture
def in_file(sample: Path) -> Callable[..., list[tuple[Any, ...]]]:
    """A function that reads the file of the sample business past the program, on a connection of its own."""

    def read(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(sample)) as connection:
            return connection.execute(sql, parameters).fetchall()

    return read


@pytest.fixture
def choose() -> Callable[[IntakeRoom, str], str]:
    """A function that chooses a client's deal in the list and returns its key."""

    def choose(intake: IntakeRoom, client: str) -> str:
        deals = intake.list.deal_view.deals
        for row in range(deals.rowCount()):
            card = deals.card_at(row)
            if card.client == client:
                intake.list.deal_view.setCurrentIndex(deals.index(row))
                return card.id
        raise AssertionError(f"no deal of {client}")

    return choose


class PageHost(QScrollArea):
    """One page of the Agreement room alone, as the room keeps it: it hears the news, and scrolls.

    `looks_at_open`: the open version is shown, as after a proposal has begun, else the one in force.
    """

    def __init__(self, session: Session, kind: type[AgreementPage], looks_at_open: bool) -> None:
        super().__init__()
        self.session = session
        self.looks_at_open = looks_at_open
        self.page = kind(session)
        self.notices: list[str] = []
        self.troubles: list[str] = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(self.page)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.page.notice_given.connect(self._keep_notice)
        self.page.trouble_met.connect(self._keep_trouble)
        self.page.proposal_begun.connect(self.look_at_open)
        session.news_came.connect(self.take_news)
        self.take_news()

    @property
    def standing(self) -> Standing:
        """Where the agreement stands in the file."""
        return read_standing(self.session.book, self.session.digits, self.session.today)

    @property
    def in_force(self) -> Version:
        """The version in force."""
        found = self.standing.in_force
        assert found is not None
        return found

    @property
    def open_one(self) -> Version:
        """The open version."""
        found = self.standing.open
        assert found is not None
        return found

    def look_at_open(self) -> None:
        """Show the open version from now on."""
        self.looks_at_open = True
        self.take_news()

    def take_news(self, _news: News | None = None) -> None:
        """Show the version as the file has it now."""
        standing = self.standing
        shown = standing.open if self.looks_at_open and standing.open is not None else standing.shown
        assert shown is not None
        self.page.show_version(standing, shown)

    def _keep_notice(self, say: str, can_undo: bool) -> None:
        assert can_undo
        self.notices.append(say)

    def _keep_trouble(self, trouble: Trouble) -> None:
        self.troubles.append(trouble.say)


@pytest.fixture
def show_page(qtbot: QtBot, light: None) -> Iterator[Callable[..., PageHost]]:
    """A function that shows one page of the Agreement room on a file; all are closed when the test ends."""
    made: list[PageHost] = []

    def show(kind: type[AgreementPage], path: Path, *, looks_at_open: bool = False) -> PageHost:
        host = PageHost(Session(open_book(path), today=TODAY), kind, looks_at_open)
        made.append(host)
        host.resize(1040, 700)
        host.show()
        host.activateWindow()
        qtbot.waitUntil(host.isActiveWindow)
        return host

    yield show
    for host in made:
        host.close()
        host.session.close()
        host.deleteLater()


@pytest.fixture
def settled(sample: Path) -> Path:
    """The sample business with nothing proposed: version 3 is in force."""
    with open_book(sample) as book:
        standing = read_standing(book, 2, TODAY)
        assert standing.open is not None
        take_back(book=book, who=Author(), standing=standing, version=standing.open)
    return sample
