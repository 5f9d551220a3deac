"""Reading what clients said of delivered deals, for the reviews of both sides (framework.md section 10)."""

from collections.abc import Sequence

from framework.outcome import Received
from storage.book import Book

AT_ONCE = 500


def client_words(book: Book, ids: Sequence[str]) -> dict[str, Received]:
    """Return what clients said of some deals and what was put right, by deal; only where something was written."""
    found: dict[str, Received] = {}
    for start in range(0, len(ids), AT_ONCE):
        chunk = ids[start : start + AT_ONCE]
        rows = book.rows(
            "SELECT deal_id, rework_note, client_comment FROM outcome "
            f"WHERE deal_id IN ({', '.join('?' * len(chunk))}) AND (rework_note <> '' OR client_comment <> '')",
            chunk,
        )
        found |= {deal: Received(note, comment) for deal, note, comment in rows}
    return found
