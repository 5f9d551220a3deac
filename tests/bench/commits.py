"""What saving one tick costs beside the bare commit of SQLite on the same disk, with the same safety."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from framework.checklist import Answer
from storage import sqlite
from storage.book import Author
from storage.intake_writing import save_answer
from storage.opening import open_book


def commit_times(file: Path, runs: int) -> tuple[float, float]:
    """Return the median milliseconds of a tick and of a bare commit that changes one row."""
    with open_book(file, check_all=False) as book:
        deal, item = book.rows("SELECT deal_id, item FROM checklist_answer LIMIT 1")[0]
        answers = [Answer.YES, Answer.NO]

        def tick() -> None:
            answers.reverse()
            with book.change("Tick", who=Author("1", "Ana")) as change:
                save_answer(book, change, deal, item, answers[0])

        connection = sqlite.connect(file)

        def commit() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE deal SET version = version + 1 WHERE id = ?", (deal,))
            connection.execute("UPDATE deal SET version = version - 1 WHERE id = ?", (deal,))
            connection.execute("COMMIT")

        try:
            tick()
            # In turn, so that a disk that is busy for a while is so for both.
            times = [(_milliseconds(tick), _milliseconds(commit)) for _ in range(runs)]
        finally:
            connection.close()
    return statistics.median(took[0] for took in times), statistics.median(took[1] for took in times)


def _milliseconds(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000
