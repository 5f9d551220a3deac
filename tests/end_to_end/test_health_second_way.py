"""The figures of a health check, worked out a second way: plain SQL over the file and the statistics module."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from statistics import mean
from typing import Any

import pytest

from desktop.actions.business import create_business
from desktop.actions.health import asked_statements
from framework.health import Area, Voice, area_results, overall, spoken, widest_gap
from framework.people import Function
from storage.book import Book
from storage.founding import Founder
from storage.health import read_opened
from storage.opening import open_book
from storage.people import read_members
from tests.desktop.health_shop import add_opened

HOLDS = {Voice.SALES: "a.sells", Voice.OPERATIONS: "a.delivers", Voice.OWNER: "a.owner"}


def shop(tmp_path: Path, random: Random) -> Path:
    """A business of three to fourteen people; some do both, some owners do neither."""
    path = tmp_path / "shop.handshake"
    founders = [Founder("Ana", sells=True, delivers=False, owner=True), Founder("Ben", sells=False, delivers=True)]
    for number in range(random.randint(1, 12)):
        sells, delivers = random.choice(((True, False), (False, True), (True, True)))
        founders.append(Founder(f"P{number}", sells=sells, delivers=delivers, owner=random.random() < 0.2))
    create_business(
        path=path,
        name="Shop",
        kind="blank",
        founders=tuple(founders),
        country=None,
        currency="EUR",
        weekly_hours=None,
        today=date(2026, 11, 23),
    ).close()
    return path


def own_means(book: Book, where: str, area: Area) -> list[Fraction]:
    """Each person's mean of what they answered in an area, turned round where the statement is, by plain SQL."""
    found = book.rows(
        "SELECT sum(CASE s.reversed WHEN 1 THEN 6 - h.answer ELSE h.answer END), count(h.answer) "
        "FROM health_asked a JOIN health_answer h ON h.asked_id = a.id "
        f"JOIN health_statement s ON s.id = h.statement_id WHERE {where} AND s.area = ? AND h.answer IS NOT NULL "
        "GROUP BY a.id",
        (str(area),),
    )
    return [Fraction(total, count) for total, count in found]


def cannot_say(book: Book, where: str, area: Area) -> int:
    """How often "can't say" was answered in an area."""
    row = book.row(
        "SELECT count(*) FROM health_asked a JOIN health_answer h ON h.asked_id = a.id "
        f"JOIN health_statement s ON s.id = h.statement_id WHERE {where} AND s.area = ? AND h.answer IS NULL",
        (str(area),),
    )
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("seed", range(12))
def test_means_gaps_and_blind_spots_are_those_of_plain_sql(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    short = random.random() < 0.5
    statements = asked_statements(short=short)
    with open_book(shop(tmp_path, random)) as book:
        people = [member.person for member in read_members(book)]
        answered = [(person, answers_of(random, [each.id for each in statements])) for person in people]
        add_opened(book, answered, statements=statements, short=short)
        (opened,) = read_opened(book)
        results = area_results(opened.check.statements, opened.sheets)
        assert [each.area for each in results] == list(Area)
        for result in results:
            means: dict[Voice, Fraction | None] = {}
            for voice, holds in HOLDS.items():
                own = own_means(book, holds, result.area)
                means[voice] = mean(own) if own else None
                said = result.by_voice[voice]
                assert (said.mean, said.people) == (means[voice], len(own)), (result.area, voice)
                assert said.cannot_say == cannot_say(book, holds, result.area)
            sales, operations, owner = (means[voice] for voice in HOLDS)
            apart = None if sales is None or operations is None else abs(sales - operations)
            assert result.gap == apart and result.talk_first == (apart is not None and apart >= Fraction(3, 2))
            assert result.blind_spot == blind(book, owner, sales, operations), result.area
            everybody = own_means(book, "1", result.area)
            assert result.mean == (mean(everybody) if everybody else None)
        known = [each.mean for each in results if each.mean is not None]
        assert overall(results) == (mean(known) if known else None)
        gaps = [each.gap for each in results if each.gap]
        widest = widest_gap(results)
        assert (widest.gap if widest else None) == (max(gaps) if gaps else None)
        no_single_answer_of_many(opened)


def answers_of(random: Random, codes: Sequence[str]) -> dict[str, int | None]:
    """Any answers, "can't say" among them, and some left empty."""
    given = {code: random.choice((1, 2, 3, 4, 5, None)) for code in codes if random.random() < 0.9}
    return given or {codes[0]: 3}


def blind(book: Book, owner: Fraction | None, sales: Fraction | None, operations: Fraction | None) -> bool:
    """Whether the owner scores at least 1 above every function that is no owner's own (framework.md section 12)."""
    own = book.row("SELECT max(sells), max(delivers) FROM health_asked WHERE owner")
    assert own is not None
    others = [score for score, held in ((sales, own[0]), (operations, own[1])) if not held and score is not None]
    return owner is not None and bool(others) and all(owner - score >= 1 for score in others)


def no_single_answer_of_many(opened: Any) -> None:
    """Nobody of a function of five or more is shown by name."""
    counts = {each: sum(each in sheet.person.functions for sheet in opened.sheets) for each in Function}
    hidden = {sheet.person.id for sheet in opened.sheets if any(counts[each] >= 5 for each in sheet.person.functions)}
    for each in spoken(opened.check.statements, opened.sheets):
        assert not hidden & {person.id for person, _score in each.by_person}
