"""Big business files for benches and tests: any number of deals in a realistic mix, the same ones every time.

The business is founded the ordinary way; its deals are written by plain SQL with an empty journal, and the digest is
worked out at the end, so that `verify` finds the file whole. 100,000 deals take some seconds.
"""

import sqlite3
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from desktop.clock import local_today
from resources import starter
from storage.book import Book
from storage.founding import Founder, found_business
from storage.journal import digest_text
from storage.opening import create_book
from storage.verify import content_sum

FOUNDERS = (Founder("Sam Adler", sells=True, delivers=False, leads=True), Founder("Ola Berg", False, True, leads=True))
OPEN_STAGES = ("lead", "intake", "intake", "offered", "offered")
FIRST = "Amber Birch Cedar Delta Ember Fjord Grove Harbour Iris Juniper Kestrel Lark Maple North Oak Pine".split()
SECOND = "Bakery Bikes Books Cafe Clinic Dental Events Foods Garage Hotel Law Motors Optics Pets School Works".split()
NOTES = ("", "", "", "Asked for matte finish.", "Parking is tight, come before nine.", "Repeat of last year.")


class Mix(NamedTuple):
    """How many deals of each kind."""

    open: int
    sold: int
    delivered: int
    lost: int

    @property
    def deals(self) -> int:
        """All of them."""
        return sum(self)


def realistic(deals: int) -> Mix:
    """Return a mix with one deal in five open, 3 % sold, and the rest delivered or lost."""
    open_deals, sold = deals // 5, max(1, deals * 3 // 100)
    lost = deals // 4
    return Mix(open_deals, sold, deals - open_deals - sold - lost, lost)


def write_big(path: Path, mix: Mix, today: date, *, seed: int = 1) -> None:
    """Write a new business file with the deals of `mix`, dated around `today`."""
    weekly = Decimal(max(80, mix.sold * 2))
    create_book(path, lambda book: _found(book, today, weekly)).close()
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("BEGIN")
        for table, rows in _rows(connection, mix, today, Random(seed)):
            if rows:
                marks = ", ".join(f":{name}" for name in rows[0])
                connection.executemany(f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({marks})", rows)
        total, _, _ = content_sum(connection)
        connection.execute("DELETE FROM changed_row")
        connection.execute("DELETE FROM change")
        connection.execute("UPDATE file_state SET digest = ? WHERE id = 1", (digest_text(total),))
        connection.execute("COMMIT")
    finally:
        connection.close()


def _found(book: Book, today: date, weekly: Decimal) -> None:
    found_business(
        book,
        starter.business_type("sign-shop"),
        name="Big Signs",
        founders=FOUNDERS,
        currency="EUR",
        country="NL",
        timezone="Europe/Amsterdam",
        weekly_hours=weekly,
        today=today,
        in_force_from=today - timedelta(days=365),
        holidays_from=today.year - 1,
    )


def _rows(
    connection: sqlite3.Connection, mix: Mix, today: date, chance: Random
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the rows of the four tables of deals, parents first."""
    offerings = connection.execute(
        "SELECT offering_id, list_price_minor, unit_cost_minor, lead_time_days FROM offering_terms ORDER BY position"
    ).fetchall()
    items = [row[0] for row in connection.execute("SELECT id FROM checklist_item ORDER BY position")]
    crew = connection.execute("SELECT id FROM crew").fetchone()[0]
    people = [row[0] for row in connection.execute("SELECT id FROM person ORDER BY position")]
    clients = [
        {"id": _key(chance), "name": f"{FIRST[n % 16]} {SECOND[n // 16 % 16]} {n // 256 + 1}", "note": "", "version": 1}
        for n in range(max(1, mix.deals // 8))
    ]
    deals, hours, answers = [], [], []
    for number, stage in enumerate(_stages(mix)):
        client = clients[int(len(clients) * chance.random() ** 2)]["id"]
        deal = _deal(number, stage, client, chance.choice(offerings), today, chance)
        deals.append(deal)
        if chance.random() < 0.3:
            hours.append(
                {
                    "id": _key(chance),
                    "deal_id": deal["id"],
                    "crew_id": crew,
                    "hundredths": chance.randrange(200, 3000, 25),
                    "version": 1,
                }
            )
        if stage in ("lead", "delivered", "lost"):
            continue
        # Some are answered whole, most in part, in the order of the list.
        answered = len(items) if chance.random() < 0.35 else chance.randrange(len(items))
        for item in items[:answered]:
            answers.append(
                {
                    "id": _key(chance),
                    "deal_id": deal["id"],
                    "item": item,
                    "answer": chance.choices(("yes", "no", "not_applicable", "unknown"), (80, 8, 8, 4))[0],
                    "note": "",
                    "who": people[0],
                    "at": f"{today - timedelta(days=3)}T09:00:00.000000Z",
                    "version": 1,
                }
            )
    yield "client", clients
    yield "deal", deals
    yield "deal_hours", hours
    yield "checklist_answer", answers


def _stages(mix: Mix) -> Iterator[str]:
    for number in range(mix.open):
        yield OPEN_STAGES[number % len(OPEN_STAGES)]
    for number in range(mix.sold):
        yield "in delivery" if number % 3 == 0 else "won"
    for _ in range(mix.delivered):
        yield "delivered"
    for _ in range(mix.lost):
        yield "lost"


def _deal(
    number: int, stage: str, client: str, offering: tuple[Any, ...], today: date, chance: Random
) -> dict[str, Any]:
    offering_id, price, cost, lead_time = offering
    quantity = chance.choice((1, 1, 1, 2, 3, 5))
    value = int(price * quantity * chance.uniform(0.85, 1.05)) // 100 * 100
    over = stage in ("delivered", "lost")
    sold = stage in ("won", "in delivery")
    created = today - timedelta(days=chance.randrange(60, 2500) if over else chance.randrange(0, 60))
    promised = today + timedelta(days=chance.randrange(-4, 50) if sold else chance.randrange(2, 150))
    if over:
        promised = created + timedelta(days=lead_time + chance.randrange(5, 30))
    ended = min(promised + timedelta(days=chance.randrange(-4, 5)), today)
    dated = over or sold or chance.random() < 0.85
    return {
        "id": _key(chance),
        "ref": f"B-{number + 1:06d}",
        "client_id": client,
        "offering_id": None if stage == "lead" and chance.random() < 0.1 else offering_id,
        "quantity_hundredths": quantity * 100,
        "value_minor": value,
        "discount_bp": chance.choice((0, 0, 250, 500, 800, 1200)),
        "cost_minor": int(cost * quantity * chance.uniform(0.9, 1.2)),
        "custom_parts": chance.choice((0, 0, 0, 1, 2, 4)),
        "payment_days": chance.choice((14, 30, 30, 30, 45, 60)),
        "probability_bp": chance.choice((1000, 2500, 5000, 7500, 9000)),
        "salesperson": "Sam Adler",
        "stage": stage,
        "created_on": created.isoformat(),
        "promised_on": promised.isoformat() if dated else None,
        "first_promised_on": promised.isoformat() if over or sold else None,
        "promise_given_on": created.isoformat() if over or sold else None,
        "expected_close_on": None if over or sold else (today + timedelta(days=chance.randrange(1, 90))).isoformat(),
        "won_on": created.isoformat() if sold or stage == "delivered" else None,
        "lost_on": ended.isoformat() if stage == "lost" else None,
        "delivered_on": ended.isoformat() if stage == "delivered" else None,
        "rework": int(chance.random() < 0.1) if stage == "delivered" else None,
        "client_score": chance.choice((3, 4, 4, 5, 5)) if stage == "delivered" else None,
        "actual_cost_minor": int(cost * quantity) if stage == "delivered" else None,
        "actual_hundredths": None,
        "note": chance.choice(NOTES),
        "promised_zone": "PROMISE" if over or sold else None,
        "against_reason": "",
        "version": 1,
    }


def _key(chance: Random) -> str:
    return f"{chance.getrandbits(128):032x}"


if __name__ == "__main__":
    write_big(Path(sys.argv[1]), realistic(int(sys.argv[2])), local_today())
