"""Work a part at a time: the window answers in between, it can be paused, begun anew, and told of its trouble."""

from collections.abc import Generator, Iterator
from itertools import pairwise
from time import perf_counter, sleep
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop.in_parts import SLICE_SECONDS, InParts
from storage.trouble import Trouble


@pytest.fixture
def work(qtbot: QtBot) -> Iterator[InParts]:
    made = InParts()
    yield made
    made.stop()


def counted(upto: int, seen: list[int]) -> Generator[None, None, str]:
    for number in range(upto):
        seen.append(number)
        yield
    return f"counted to {upto}"


def slow(parts: int) -> Generator[None, None, int]:
    for _ in range(parts):
        sleep(SLICE_SECONDS / 2)
        yield
    return parts


def turns(count: int) -> None:
    for _ in range(count):
        QCoreApplication.processEvents()


def test_it_tells_what_comes_out(qtbot: QtBot, work: InParts) -> None:
    seen: list[int] = []
    with qtbot.waitSignal(work.done) as told:
        work.start(counted(5, seen))
        assert work.is_running
        assert seen == [], "nothing is done before the window has had its turn"
    assert told.args == ["counted to 5"]
    assert seen == [0, 1, 2, 3, 4]
    assert not work.is_running


def test_the_window_answers_in_between(qtbot: QtBot, work: InParts) -> None:
    """A timer of the window's own comes between the parts, and no turn takes much longer than a slice."""
    ticks: list[float] = []
    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(lambda: ticks.append(perf_counter()))
    timer.start()
    with qtbot.waitSignal(work.done, timeout=5000):
        work.start(slow(40))
    timer.stop()
    assert len(ticks) > 10
    gaps = sorted(after - before for before, after in pairwise(ticks))
    assert gaps[len(gaps) // 2] < 6 * SLICE_SECONDS


def test_it_is_paused_and_goes_on_where_it_was(qtbot: QtBot, work: InParts) -> None:
    seen: list[int] = []
    work.start(counted(100_000, seen))
    turns(2)
    work.pause()
    before = len(seen)
    turns(20)
    assert len(seen) == before > 0
    assert work.is_running
    with qtbot.waitSignal(work.done, timeout=20_000):
        work.go_on()
    assert seen == list(range(100_000))


def test_going_on_with_nothing_does_nothing(qtbot: QtBot, work: InParts) -> None:
    with qtbot.assertNotEmitted(work.done, wait=20):
        work.go_on()
        work.pause()
        work.finish()
    assert not work.is_running


def test_beginning_anew_forgets_what_was_under_way(qtbot: QtBot, work: InParts) -> None:
    first: list[int] = []
    second: list[int] = []
    told: list[Any] = []
    work.done.connect(told.append)
    work.start(counted(1_000_000, first))
    turns(1)
    work.start(counted(3, second))
    turns(20)
    assert told == ["counted to 3"]
    assert second == [0, 1, 2]
    assert len(first) < 1_000_000


def test_it_is_finished_at_once_for_paper(qtbot: QtBot, work: InParts) -> None:
    seen: list[int] = []
    told: list[Any] = []
    work.done.connect(told.append)
    work.start(counted(50, seen))
    work.pause()
    work.finish()
    assert (told, len(seen)) == (["counted to 50"], 50)
    turns(5)
    assert told == ["counted to 50"], "and once only"


def test_stopped_it_tells_nothing(qtbot: QtBot, work: InParts) -> None:
    seen: list[int] = []
    with qtbot.assertNotEmitted(work.done, wait=20):
        work.start(counted(10, seen))
        work.stop()
        turns(5)
    assert seen == []


@pytest.mark.parametrize("way", ["behind", "at once"])
def test_trouble_is_told(qtbot: QtBot, work: InParts, way: str) -> None:
    def broken() -> Generator[None, None, None]:
        yield
        raise Trouble("The file is gone.")

    done: list[Any] = []
    work.done.connect(done.append)
    with qtbot.waitSignal(work.troubled) as told:
        work.start(broken())
        if way == "at once":
            work.finish()
    assert told.args[0].say == "The file is gone."
    assert not work.is_running
    assert done == []


def test_what_hears_of_it_may_begin_anew(qtbot: QtBot, work: InParts) -> None:
    told: list[str] = []

    def again(result: str) -> None:
        told.append(result)
        if len(told) < 3:
            work.start(counted(len(told), []))

    work.done.connect(again)
    work.start(counted(7, []))
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == ["counted to 7", "counted to 1", "counted to 2"]
    turns(5)
    assert not work.is_running


def test_it_ends_with_its_owner(qtbot: QtBot) -> None:
    owner = QObject()
    work = InParts(owner)
    seen: list[int] = []
    work.start(counted(1_000_000, seen))
    turns(1)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    before = len(seen)
    turns(10)
    assert len(seen) == before
