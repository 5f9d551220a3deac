"""Reading what the tension map needs beside the scorecard: what came after a win, and what was said of deliveries."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from framework.checklist import Answer, ItemAnswer
from framework.promises import Move, Promise
from storage.book import Book
from storage.promises import moves_of, promises_of


class Written(NamedTuple):
    """What was written down about deals from the day before they were won: answers, promises and moved days by deal."""

    answers: dict[str, list[ItemAnswer]]
    promises: dict[str, list[Promise]]
    moves: dict[str, list[Move]]


def written_after(book: Book, ids: Sequence[str]) -> Written:
    """Return what was written down about some deals around and after their win; at most a few hundred deals."""
    # By the day before the win, since days are those of a time zone and instants are UTC; the caller looks closely.
    where = f"w.deal_id IN ({', '.join('?' * len(ids))}) AND w.at >= date(d.won_on, '-1 day')"
    found = Written({}, {}, {})
    for deal_id, item, answer, at in book.rows(
        "SELECT w.deal_id, w.item, w.answer, w.at FROM checklist_answer w JOIN deal d ON d.id = w.deal_id "
        f"WHERE {where}",
        ids,
    ):
        given = ItemAnswer(item, Answer(answer), at=datetime.fromisoformat(at))
        found.answers.setdefault(deal_id, []).append(given)
    for (deal_id,) in book.rows(
        f"SELECT DISTINCT w.deal_id FROM promise w JOIN deal d ON d.id = w.deal_id WHERE {where}", ids
    ):
        found.promises[deal_id] = list(promises_of(book, deal_id))
    for (deal_id,) in book.rows(
        f"SELECT DISTINCT w.deal_id FROM promise_move w JOIN deal d ON d.id = w.deal_id WHERE {where}", ids
    ):
        found.moves[deal_id] = list(moves_of(book, deal_id))
    return found


def returned_ids(book: Book) -> frozenset[str]:
    """Return the deals whose handover Operations returned since they were won."""
    found = book.rows(
        "SELECT DISTINCT h.deal_id FROM handover h JOIN deal d ON d.id = h.deal_id "
        "WHERE h.kind = 'returned' AND (d.won_at IS NULL OR h.at >= d.won_at)"
    )
    return frozenset(key for (key,) in found)


def shortfall_ids(book: Book) -> tuple[frozenset[str], frozenset[str]]:
    """Return the deals that were below what was expected, and all of which anything was said against the promise."""
    found = book.rows("SELECT deal_id, kind FROM shortfall")
    return frozenset(key for key, kind in found if kind == "below"), frozenset(key for key, _ in found)


def came_days(book: Book, first: date, last: date) -> list[tuple[str, date]]:
    """Return the deals that came in, and those promised, from `first` to `last`, both included, with the day."""
    found = book.rows(
        "SELECT id, created_on FROM deal WHERE created_on BETWEEN :first AND :last "
        "UNION ALL SELECT id, promise_given_on FROM deal WHERE promise_given_on BETWEEN :first AND :last",
        {"first": first.isoformat(), "last": last.isoformat()},
    )
    return [(key, date.fromisoformat(day)) for key, day in found]


def first_won(book: Book) -> date | None:
    """Return the day on which the first deal was won, None while none was."""
    (day,) = book.row("SELECT min(won_on) FROM deal WHERE won_on IS NOT NULL") or (None,)
    return None if day is None else date.fromisoformat(day)


def first_judged(book: Book) -> date | None:
    """Return the first day on which a deal was promised with its verdict kept, or a meeting was held."""
    (day,) = book.row(
        "SELECT min(day) FROM (SELECT min(promise_given_on) AS day FROM deal WHERE promised_zone IS NOT NULL "
        "UNION ALL SELECT min(day) FROM meeting WHERE ended_at IS NOT NULL)"
    ) or (None,)
    return None if day is None else date.fromisoformat(day)
