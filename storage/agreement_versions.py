"""Reading every version of the agreement, with its signatures and what was said about it."""

from datetime import datetime

from framework.agreement_versions import Reply, Signature, State, Version
from framework.people import Function
from storage.agreement import says_of
from storage.book import Book
from storage.days import read_day


def read_versions(book: Book, digits: int) -> tuple[Version, ...]:
    """Return every version, also drafts and those that were dropped, in the order in which they were begun."""
    found = book.rows(
        "SELECT id, number, in_force_from, veto, state, starts_on, based_on, why, written_by, written_at, version "
        "FROM agreement ORDER BY rowid"
    )
    says = says_of(book, [(row[0], row[1] or 0, row[2], row[3]) for row in found], digits)
    numbers = {row[0]: row[1] for row in found}
    signatures: dict[str, list[Signature]] = {}
    for agreement, function, person, at in book.rows(
        "SELECT agreement_id, function, person_id, at FROM signature ORDER BY at, rowid"
    ):
        signed = Signature(Function(function), person, datetime.fromisoformat(at))
        signatures.setdefault(agreement, []).append(signed)
    replies: dict[str, list[Reply]] = {}
    for agreement, person, at, say in book.rows("SELECT agreement_id, person_id, at, say FROM reply ORDER BY rowid"):
        replies.setdefault(agreement, []).append(Reply(person, datetime.fromisoformat(at), say))
    return tuple(
        Version(
            id=id,
            state=State(state),
            agreement=says[id],
            starts_on=read_day(starts),
            based_on=numbers.get(based),
            why=why,
            written_by=written_by or "",
            written_at=datetime.fromisoformat(written_at) if written_at else None,
            signatures=tuple(signatures.get(id, ())),
            replies=tuple(replies.get(id, ())),
            row_version=version,
        )
        for id, _, _, _, state, starts, based, why, written_by, written_at, version in found
    )
