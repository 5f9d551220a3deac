"""Reading and writing how won deals were handed over (framework.md section 6)."""

from datetime import datetime
from typing import TYPE_CHECKING

from framework.handover import Handed, HandoverStep
from storage.book import Book

if TYPE_CHECKING:
    from storage.writing import Change


def steps_of(book: Book, deal_id: str) -> tuple[HandoverStep, ...]:
    """Return the steps of the handover of one deal, oldest first."""
    found = book.rows(
        "SELECT id, deal_id, kind, say, who, at FROM handover WHERE deal_id = ? ORDER BY at, rowid", (deal_id,)
    )
    return tuple(
        HandoverStep(id, deal, Handed(kind), say, who or "", datetime.fromisoformat(at))
        for id, deal, kind, say, who, at in found
    )


def add_step(change: "Change", deal_id: str, kind: Handed, say: str = "") -> str:
    """Keep a step of the handover, inside a change, and return its key."""
    return change.add(
        "handover",
        {"deal_id": deal_id, "kind": str(kind), "say": say, "who": change.who.id or None, "at": change.at},
    )
