"""Reading what may wait today is asked of the indexes, so that it does not grow with the file."""

from datetime import date, timedelta
from pathlib import Path

from storage.opening import open_book
from storage.today import deals_due, deals_of, last_steps, lines_due
from tests.bench.big_business import Mix, write_big

TODAY = date(2026, 8, 3)


def test_what_is_due_is_found_by_its_day(tmp_path: Path) -> None:
    path = tmp_path / "shop.handshake"
    write_big(path, Mix(open=50, sold=120, delivered=50, lost=10), TODAY)
    last = TODAY + timedelta(days=14)
    with open_book(path) as book:
        asked: list[str] = []
        book.connection.set_trace_callback(asked.append)
        lines = lines_due(book, TODAY, last, digits=2)
        book.connection.set_trace_callback(None)
        steps = [row[3] for sql in asked for row in book.connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
        assert any("ix_deal_sold" in step for step in steps)
        assert not [step for step in steps if step.startswith("SCAN d")]
        plain = book.rows(
            "SELECT id FROM deal WHERE stage IN ('won', 'in delivery') AND promised_on BETWEEN ? AND ?",
            (TODAY.isoformat(), last.isoformat()),
        )
        assert {line.id for line in lines} == {row[0] for row in plain} != set()
        assert [line.promised_on for line in lines] == sorted(line.promised_on or date.max for line in lines)
        assert {deal.id for deal in deals_due(book, TODAY, last, digits=2)} == {line.id for line in lines}
        assert deals_of(book, [], digits=2) == []
        assert last_steps(book, [line.id for line in lines]) == {}
