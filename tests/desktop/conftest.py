"""The window on a copy of the sample business, as a person finds it: shown, with its background work done."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_business, create_sample
from desktop.rooms.intake import IntakeRoom
from desktop.rooms.meetings import MeetingsRoom
from desktop.window import Window
from storage.founding import Founder
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
def light(qapp: QApplication) -> None:
    """The light theme."""
    apply(qapp, "light")


@pytest.fixture
def open_window(qtbot: QtBot, light: None) -> Iterator[Callable[[Path], Window]]:
    """A function that opens a file in a window of its own; all of them are closed when the test ends."""
    made: list[Window] = []

    def show(path: Path) -> Window:
        window = Window(today=TODAY, remembers=False)
        made.append(window)
        window.resize(1280, 800)
        window.show()
        assert window.open_file(path), window.notice_bar.text()
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
