"""The weeks in words: never 0 or 100 % of what is neither, never "free" where nothing is."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import QLocale

from desktop.wording import capacity as words
from framework.deal import Deal, Stage
from framework.week_loads import Part, WeekLoad

MONDAY = date(2026, 11, 23)
LIMIT = Fraction(85, 100)


@pytest.fixture(autouse=True)
def british(qapp: object) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def load(week: int, sold: int, likely: int = 0, capacity: int = 40, chance: float = 0.0) -> WeekLoad:
    share = Fraction(sold, capacity) if capacity else None if sold else Fraction(0)
    start = MONDAY + timedelta(days=7 * week)
    return WeekLoad(start, "w", Fraction(capacity), Fraction(sold), Fraction(likely), share, chance, sold > capacity)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("loads", "said"),
    [
        ([load(0, 34)], "No week is over 85 %"),
        ([load(0, 35)], "Week over 85 %: 23 Nov"),
        ([load(0, 30, 5)], "Week over 85 % with likely deals: 23 Nov"),
        ([load(0, 35), load(1, 36)], "Weeks over 85 %: 23 Nov, 30 Nov"),
        ([load(n, 40) for n in range(6)], "Weeks over 85 %: 23 Nov, 30 Nov, 7 Dec, 14 Dec and 2 more"),
        ([load(0, 0, 0, 0)], "Nobody has hours in these weeks"),
        ([load(0, 0, 0, 0), load(1, 0)], "No week is over 85 %"),
        ([], "No week is over 85 %"),
        ([load(0, 1, 0, 0)], "Week over 85 %: 23 Nov"),
    ],
)
def test_the_line_names_the_weeks_over_the_limit(loads: list[WeekLoad], said: str) -> None:
    assert plain(words.over_line(loads, LIMIT)) == said
    assert plain(words.over_line(iter(loads), LIMIT)) == said


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.0, "–"), (1e-9, "under 1 %"), (0.004, "under 1 %"), (0.12, "12 %"), (0.996, "over 99 %"), (1.0, "100 %")],
)
def test_a_chance_is_never_rounded_to_never_or_to_sure(chance: float, said: str) -> None:
    assert plain(words.chance_words(chance)) == said


def test_a_week_says_what_is_sold_likely_and_free() -> None:
    say = plain(words.week_say(load(0, 20, 6, chance=0.08), LIMIT))
    assert say == "Week of 23 Nov: 20 h sold and 6 h likely of 40 h, 50 % sold, 8 h free, chance of overload 8 %"
    over = plain(words.week_say(load(0, 36), LIMIT))
    assert over.endswith("90 % sold, over the limit of 85 %, no chance of overload") and "free" not in over
    assert plain(words.week_say(load(0, 0, 0, 0), LIMIT)) == "Week of 23 Nov: no hours"
    assert plain(words.week_say(load(0, 3, 0, 0), LIMIT)) == "Week of 23 Nov: no hours, and 3 h sold and 0 h likely"
    assert words.free_hours(load(0, 39), LIMIT) == 0
    assert plain(words.full_words(load(0, 3, 0, 0))) == plain(words.with_likely_words(load(0, 3, 0, 0))) == "no hours"


def test_a_deal_says_what_is_missing_or_late() -> None:
    deal = Deal("d", "1", "Mill", promised_on=MONDAY + timedelta(days=4), probability_percent=Decimal(40))
    start = MONDAY

    def note(deal: Deal, *, hours_known: bool = True) -> str:
        return plain(words.lane_note(deal, start, MONDAY, hours_known=hours_known))

    assert note(deal) == "Fri 27 Nov · 40 % likely"
    assert note(deal._replace(probability_percent=None)) == "Fri 27 Nov · no chance given"
    assert note(deal, hours_known=False) == "Fri 27 Nov · hours not known"
    assert note(deal._replace(promised_on=None)) == "no date yet"
    assert note(deal._replace(stage=Stage.WON)) == "Fri 27 Nov"
    assert note(deal._replace(stage=Stage.WON, promised_on=MONDAY - timedelta(days=3))) == "late, Fri 20 Nov"
    say = words.lane_say(deal, "Fascia", "Fri 27 Nov", counts=False, moved=True)
    assert say == "Mill, Fascia, open, not counted, Fri 27 Nov, moved, not kept yet"


def test_what_a_deal_puts_on_a_week() -> None:
    deal = Deal("d", "1", "Mill")
    assert plain(words.part_words(Part("d", Fraction(6), Fraction(2, 5)), deal)) == "6 h at 40 %"
    assert plain(words.part_words(Part("d", Fraction(6), Fraction(0)), deal)) == "6 h, no chance given"
    sold = deal._replace(stage=Stage.WON)
    assert plain(words.part_words(Part("d", Fraction(6), Fraction(1)), sold)) == "6 h sold"


def test_a_moved_date_says_which_it_replaces() -> None:
    deal = Deal("d", "1", "Mill", promised_on=MONDAY)
    day = MONDAY + timedelta(days=1)
    assert "Tue 24 Nov 2026 instead of Mon 23 Nov 2026" in words.moved_line(deal, day)
    assert "instead" not in words.moved_line(deal._replace(promised_on=None), day)
