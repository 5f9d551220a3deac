"""Reading and writing how won deals were handed over (framework.md section 6)."""

from datetime import datetime
from typing import TYPE_CHECKING

from framework.deal import Stage
from framework.handover import Handed, HandoverState, HandoverStep, state_after
from storage import sqlite
from storage.book import Book
from storage.intake_list import INDEX, WHERE, Shelf

if TYPE_CHECKING:
    from storage.writing import Change

UNSETTLED = (HandoverState.WAITING, HandoverState.RETURNED)


def steps_of(book: Book, deal_id: str) -> tuple[HandoverStep, ...]:
    """Return the steps of the handover of one deal, oldest first."""
    found = book.rows(
        "SELECT id, deal_id, kind, say, who, at FROM handover WHERE deal_id = ? ORDER BY at, rowid", (deal_id,)
    )
    return tuple(
        HandoverStep(id, deal, Handed(kind), say, who or "", datetime.fromisoformat(at))
        for id, deal, kind, say, who, at in found
    )


def unsettled(book: Book) -> dict[str, HandoverState]:
    """Return the sold deals whose handover waits for Operations or was returned, by deal."""
    found = book.rows(
        "SELECT d.id, d.stage, (SELECT h.kind FROM handover h WHERE h.deal_id = d.id "
        "AND (d.won_at IS NULL OR h.at >= d.won_at) ORDER BY h.at DESC, h.rowid DESC LIMIT 1) "
        f"FROM deal d {sqlite.by_index(INDEX[Shelf.SOLD])} WHERE {WHERE[Shelf.SOLD]}"
    )
    states = {
        deal_id: state_after(Stage(stage), None if kind is None else Handed(kind)) for deal_id, stage, kind in found
    }
    return {deal_id: state for deal_id, state in states.items() if state in UNSETTLED}


def add_step(change: "Change", deal_id: str, kind: Handed, say: str = "") -> str:
    """Keep a step of the handover, inside a change, and return its key."""
    return change.add(
        "handover",
        {"deal_id": deal_id, "kind": str(kind), "say": say, "who": change.who.id or None, "at": change.at},
    )
