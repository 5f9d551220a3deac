"""Long work tells its outcome by one signal, and never raises or collects garbage on its own thread."""

import gc
from collections.abc import Callable

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from desktop.log import log_path
from desktop.long_work import Job, LongWork, Progress
from storage.trouble import Trouble


def run(qtbot: QtBot, job: Job, prepare: Callable[[LongWork], None] | None = None) -> list[tuple[str, object]]:
    """Run `job` to its end and return what was told."""
    work = LongWork(job)
    told: list[tuple[str, object]] = []
    work.succeeded.connect(lambda result: told.append(("succeeded", result)))
    work.troubled.connect(lambda trouble: told.append(("troubled", trouble)))
    work.cancelled.connect(lambda: told.append(("cancelled", None)))
    if prepare is not None:
        prepare(work)
    with qtbot.waitSignal(work.finished):
        work.start()
    qtbot.waitUntil(lambda: bool(told))
    assert work.wait()
    return told


def test_the_result_comes_by_signal(qtbot: QtBot) -> None:
    assert run(qtbot, lambda _progress: 42) == [("succeeded", 42)]


def test_it_runs_on_another_thread(qtbot: QtBot) -> None:
    told = run(qtbot, lambda _progress: QThread.isMainThread())
    assert told == [("succeeded", False)]


def test_trouble_comes_by_signal(qtbot: QtBot) -> None:
    trouble = Trouble("The disk is full.")

    def fail(_progress: Progress) -> None:
        raise trouble

    assert run(qtbot, fail) == [("troubled", trouble)]


def test_a_bug_is_written_down_and_told_calmly(qtbot: QtBot) -> None:
    def fail(_progress: Progress) -> None:
        raise ZeroDivisionError("a bug of ours")

    ((what, trouble),) = run(qtbot, fail)
    assert what == "troubled"
    assert isinstance(trouble, Trouble)
    assert str(log_path()) in trouble.say
    assert "a bug of ours" in log_path().read_text(encoding="utf-8")


def test_cancelled_work_ends_at_its_next_report(qtbot: QtBot) -> None:
    def endless(progress: Progress) -> None:
        done = 0
        while True:
            done += 1
            progress(done, 0)

    def prepare(work: LongWork) -> None:
        work.progressed.connect(work.cancel)

    assert run(qtbot, endless, prepare) == [("cancelled", None)]


@pytest.mark.parametrize("fails", [False, True])
def test_garbage_waits_until_the_work_is_done(qtbot: QtBot, fails: bool) -> None:
    during: list[bool] = []

    def look(_progress: Progress) -> None:
        during.append(gc.isenabled())
        if fails:
            raise Trouble("No.")

    assert gc.isenabled()
    run(qtbot, look)
    assert during == [False]
    assert gc.isenabled()


def test_work_that_nobody_holds_lives_until_it_has_told(qtbot: QtBot) -> None:
    told: list[int] = []

    def take(number: int) -> None:
        gc.collect()
        told.append(number)

    # What the tests before have left is not looked at forty times over: after three thousand tests that takes seconds.
    gc.collect()
    gc.freeze()
    for number in range(20):
        work = LongWork(lambda _report, number=number: number)
        work.succeeded.connect(take)
        work.start()
        del work
        gc.collect()
    qtbot.waitUntil(lambda: len(told) == 20, timeout=20_000)
    gc.unfreeze()
    assert sorted(told) == list(range(20))


def test_the_outcome_comes_when_the_thread_is_over(qtbot: QtBot) -> None:
    work = LongWork(lambda _report: 1)
    over: list[bool] = []
    work.succeeded.connect(lambda _result: over.append(work.isFinished()))
    with qtbot.waitSignal(work.succeeded):
        work.start()
    assert over == [True]
