"""After delivery in words: what is known is said, and what nobody knows is left out or called by its name."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from desktop.wording import outcome as words
from desktop.wording.deliveries import said_texts, with_text
from framework.deal import Deal, Stage
from framework.outcome import LookBack, Received, Said, Save, Shortfall
from framework.people import Function
from storage.trouble import Trouble
from tests.desktop.rooms.agreement_screen import plain
from tests.framework.asking_shop import business

SHOP = business()._replace(names={"ben": "Ben"})
TODAY = date(2026, 11, 23)
DONE = Deal(
    "d",
    "1",
    "Library",
    offering_id="fascia",
    stage=Stage.DELIVERED,
    first_promised_on=date(2026, 8, 28),
    delivered_on=date(2026, 8, 31),
)
GB, DE = QLocale("en_GB"), QLocale("de_DE")


def test_a_deal_of_which_nothing_is_said_says_nothing() -> None:
    assert words.result_line(DONE, Received(), SHOP) == ""
    assert words.rework_words(DONE, Received()) == words.received_words(DONE, Received()) == ""


def test_what_is_said_stands_in_one_line() -> None:
    deal = DONE._replace(rework=True, client_score=2, actual_hours=Decimal("7.5"), actual_cost=Decimal("910.5"))
    said = Received("The P fell", "Hm", ((Shortfall.DIFFERENT, ""), (Shortfall.LATE, "three days")))
    assert plain(words.result_line(deal, said, SHOP)) == (
        "rework: The P fell · client score 2 of 5 · “Hm” · Different from what was promised · Late: three days · "
        "7.5 h, cost €910.50"
    )
    fine = DONE._replace(rework=False)
    assert words.result_line(fine, Received(), SHOP) == "right the first time · received as promised"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 8, 29), "By the dates: 1 day after the first promise"),
        (date(2026, 8, 28), "By the dates: in time"),
        (None, ""),
    ],
)
def test_the_dates_only_suggest(day: date | None, said: str) -> None:
    assert words.late_words(DONE, day) == said
    assert words.late_words(Deal("d", "1", "Library"), day) == ""


def test_delivered_with_and_without_a_promise() -> None:
    assert words.delivered_words(DONE) == "Delivered Mon 31 Aug 2026, 3 days late"
    assert words.delivered_words(DONE._replace(first_promised_on=None)) == "Delivered Mon 31 Aug 2026"
    assert words.delivered_words(DONE._replace(delivered_on=None)) == "Not delivered yet"


def test_a_look_back_says_where_it_stands() -> None:
    look = LookBack("l", "d", 90, say="Nobody picks up")

    def line(today: date, deal: Deal = DONE, look: LookBack = look) -> str:
        return words.look_back_line(look, deal, SHOP, today)

    assert line(date(2026, 11, 28)) == "on Sun 29 Nov 2026"
    assert line(date(2026, 11, 29)) == "due today · “Nobody picks up”"
    assert line(date(2026, 12, 1)) == "due since Sun 29 Nov 2026 · “Nobody picks up”"
    assert line(date(2026, 12, 24)) == "overdue since Sun 29 Nov 2026 · “Nobody picks up”"
    assert line(TODAY, DONE._replace(delivered_on=None)) == "counts from the day of delivery"
    answered = look._replace(
        still_client=False, as_promised=False, answered_at=datetime(2026, 11, 29, 9, tzinfo=UTC), who="ben"
    )
    assert line(TODAY, look=answered) == ("no longer a client · not as promised · “Nobody picks up” · said by Ben")
    assert words.look_back_zone(answered, DONE, TODAY) == "OFF"


def test_sums_are_told_honestly() -> None:
    assert words.sum_words(None, 0, SHOP) == "none"
    assert words.sum_words(None, 2, SHOP) == "2"
    assert plain(words.sum_words(Decimal(1200), 2, SHOP)) == "2 · €1,200"
    assert (words.unknown_words(0), words.unknown_words(1), words.unknown_words(3)) == (
        "",
        "1 without a value",
        "3 without a value",
    )
    assert words.scores_words(()) == "none"
    save = Save("s", "x", TODAY, None, None, "ben", Function.OPERATIONS)
    assert words.save_line(save, "Library", SHOP) == "Ben, Operations · Library"
    assert words.save_value(save, SHOP) == "not estimated"


def test_cells_are_read_and_written_as_the_country_does() -> None:
    said = Said(date(2026, 11, 20), False, "", Decimal("12.5"), Decimal("1234.5"), 4, "Gut", ((Shortfall.LATE, "x"),))
    assert said_texts(said, DE) == ("20.11.2026", "no", "", "12,5", "1.234,50", "4", "Gut", "late")
    read = Said()
    for column, text in enumerate(said_texts(said, DE)):
        read = with_text(read, column, text, DE, TODAY, 2)
    assert read == said._replace(shortfalls=((Shortfall.LATE, ""),))
    assert with_text(said, 7, "late, d", GB, TODAY, 2).shortfalls == ((Shortfall.DIFFERENT, ""), (Shortfall.LATE, "x"))
    assert with_text(said, 7, "", GB, TODAY, 2).shortfalls == ()
    assert with_text(said, 2, "Again", GB, TODAY, 2).rework is True
    assert with_text(said._replace(rework=True, rework_note="x"), 1, "n", GB, TODAY, 2).rework_note == ""
    with pytest.raises(Trouble):
        with_text(said, 4, "1,234", DE, TODAY, 2)


def test_everything_empty_is_not_said() -> None:
    assert said_texts(Said(), GB) == ("",) * 8
    said = Said(date(2026, 11, 20), True, "x", Decimal(1), Decimal(1), 4, "y", ((Shortfall.LATE, ""),))
    for column in range(8):
        said = with_text(said, column, "", GB, TODAY, 2)
    assert said == Said()
