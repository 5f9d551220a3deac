"""Everything that can be found by its words, each kind of record in the same shape: reading only.

What is looked for lives in an index of its own (`desktop.finder`); the file has no part in it.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from storage.book import Book

PART = 100
"""So many records are read at a time."""


class Kind(StrEnum):
    """What can be found, in the order in which it is shown where one is as good as the other."""

    DEAL = "deal"
    CLIENT = "client"
    QUESTION = "question"
    DECISION = "decision"
    RULE = "rule"
    WORD = "word"
    PROMISE = "promise"
    ACTION = "action"
    MINUTES = "minutes"


class Record(NamedTuple):
    """One record: what it is called, its other words, and the facts of its line.

    `day` and `due` are ISO days or instants, empty where there is none; `target` is the row that is shown for it.
    """

    key: str
    ref: str
    name: str
    words: str
    is_open: bool
    day: str
    state: str
    about: str
    who: str
    due: str
    value_minor: int | None
    target: str


class Source(NamedTuple):
    """Where one kind comes from. `links`: rows of which other tables say what is to be read again; `{ids}` are theirs.

    News under one of `whole` makes all of this kind be read again.
    """

    table: str
    id: str
    select: str
    links: Mapping[str, str] = {}
    whole: frozenset[str] = frozenset()


SOURCES: Mapping[Kind, Source] = {
    Kind.DEAL: Source(
        "deal",
        "d.id",
        "SELECT d.id, d.ref, c.name, coalesce(o.name, '') || char(10) || d.note || char(10) || "
        "coalesce(d.salesperson, ''), d.stage NOT IN ('delivered', 'lost'), d.created_on, d.stage, "
        "coalesce(o.name, ''), coalesce(d.salesperson, ''), coalesce(d.promised_on, ''), d.value_minor, d.id "
        "FROM deal d JOIN client c ON c.id = d.client_id LEFT JOIN offering o ON o.id = d.offering_id",
        {"client": "d.client_id IN ({ids})", "offering": "d.offering_id IN ({ids})"},
    ),
    Kind.CLIENT: Source(
        "client",
        "c.id",
        "SELECT c.id, '', c.name, c.note, EXISTS (SELECT 1 FROM deal WHERE client_id = c.id AND stage NOT IN "
        "('delivered', 'lost')), coalesce((SELECT max(created_on) FROM deal WHERE client_id = c.id), ''), "
        "(SELECT count(*) FROM deal WHERE client_id = c.id), '', '', '', NULL, coalesce((SELECT id FROM deal "
        "WHERE client_id = c.id ORDER BY created_on DESC, id DESC LIMIT 1), '') FROM client c",
        {"deal": "c.id IN (SELECT client_id FROM deal WHERE id IN ({ids}))"},
    ),
    Kind.QUESTION: Source(
        "question",
        "q.id",
        "SELECT q.id, coalesce(d.ref, ''), q.subject, q.sales_say || char(10) || q.operations_say || char(10) || "
        "q.client_view || char(10) || coalesce((SELECT group_concat(say, char(10)) FROM question_option "
        "WHERE question_id = q.id), '') || char(10) || coalesce(c.name, ''), q.dropped_at IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM decision WHERE question_id = q.id), q.raised_at, CASE WHEN q.dropped_at IS NOT NULL THEN "
        "'dropped' WHEN EXISTS (SELECT 1 FROM decision WHERE question_id = q.id) THEN 'decided' ELSE 'open' END, "
        "coalesce(c.name, ''), coalesce(p.name, ''), '', NULL, q.id FROM question q LEFT JOIN deal d ON "
        "d.id = q.deal_id LEFT JOIN client c ON c.id = d.client_id LEFT JOIN person p ON p.id = q.raised_by",
        {
            "deal": "q.deal_id IN ({ids})",
            "client": "d.client_id IN ({ids})",
            "person": "q.raised_by IN ({ids})",
        },
        frozenset({"question_option", "decision"}),
    ),
    Kind.DECISION: Source(
        "decision",
        "e.id",
        "SELECT e.id, coalesce(d.ref, ''), e.say, q.subject || char(10) || e.client_view || char(10) || "
        "coalesce(c.name, '') || char(10) || coalesce(p.name, ''), 0, e.at, e.kind, "
        "CASE WHEN q.subject = '' THEN coalesce(c.name, '') ELSE q.subject END, coalesce(p.name, ''), '', NULL, q.id "
        "FROM decision e JOIN question q ON q.id = e.question_id LEFT JOIN deal d ON d.id = q.deal_id "
        "LEFT JOIN client c ON c.id = d.client_id LEFT JOIN person p ON p.id = e.who",
        {
            "question": "e.question_id IN ({ids})",
            "deal": "q.deal_id IN ({ids})",
            "client": "d.client_id IN ({ids})",
            "person": "e.who IN ({ids})",
        },
    ),
    Kind.WORD: Source(
        "word",
        "w.id",
        "SELECT w.id, '', w.word, w.agreed || char(10) || w.sales_means || char(10) || w.operations_means, 1, '', "
        "CASE WHEN w.agreed = '' THEN 'open' ELSE 'agreed' END, w.agreed, '', '', NULL, w.id FROM word w",
    ),
    Kind.PROMISE: Source(
        "promise",
        "r.id",
        "SELECT r.id, d.ref, r.say, c.name || char(10) || coalesce(p.name, ''), r.ended_on IS NULL AND r.kept IS NULL, "
        "r.said_on, CASE WHEN r.kept = 1 THEN 'kept' WHEN r.kept = 0 THEN 'not_kept' WHEN r.ended_on IS NOT NULL "
        "THEN 'ended' ELSE 'open' END, c.name, coalesce(p.name, ''), coalesce(r.due_on, ''), NULL, r.deal_id "
        "FROM promise r JOIN deal d ON d.id = r.deal_id JOIN client c ON c.id = d.client_id "
        "LEFT JOIN person p ON p.id = r.said_by",
        {
            "deal": "r.deal_id IN ({ids})",
            "client": "d.client_id IN ({ids})",
            "person": "r.said_by IN ({ids})",
        },
    ),
    Kind.ACTION: Source(
        "action",
        "a.id",
        "SELECT a.id, coalesce(d.ref, ''), a.say, coalesce(p.name, '') || char(10) || coalesce(c.name, ''), "
        "a.done_on IS NULL, a.agreed_on, CASE WHEN a.done_on IS NULL THEN 'open' ELSE a.done_on END, "
        "coalesce(c.name, ''), coalesce(p.name, ''), coalesce(a.due_on, ''), NULL, coalesce(a.deal_id, '') "
        "FROM action a LEFT JOIN person p ON p.id = a.person_id LEFT JOIN deal d ON d.id = a.deal_id "
        "LEFT JOIN client c ON c.id = d.client_id",
        {
            "deal": "a.deal_id IN ({ids})",
            "client": "d.client_id IN ({ids})",
            "person": "a.person_id IN ({ids})",
        },
    ),
    Kind.MINUTES: Source(
        "meeting_entry",
        "n.id",
        "SELECT n.id, '', n.say, coalesce(p.name, ''), 0, m.day, n.kind, '', coalesce(p.name, ''), m.day, NULL, m.id "
        "FROM meeting_entry n JOIN meeting m ON m.id = n.meeting_id AND m.ended_at IS NOT NULL "
        "LEFT JOIN person p ON p.id = n.person_id",
        {"meeting": "n.meeting_id IN ({ids})", "person": "n.person_id IN ({ids})"},
    ),
}
"""Rules are not among them: what a rule is called comes from words that are in no table."""


def read_part(book: Book, kind: Kind, *, after: str = "", condition: str = "", ids: Sequence[str] = ()) -> list[Record]:
    """Return the next records of a kind by their key after `after`, not more than `PART`.

    `condition`: one of the source's `links`, for the rows `ids`; without one all records.
    """
    source = SOURCES[kind]
    where = f" AND {condition.format(ids=', '.join('?' * len(ids)))}" if condition else ""
    sql = f"{source.select} WHERE {source.id} > ?{where} ORDER BY {source.id} LIMIT {PART}"
    return [_record(row) for row in book.rows(sql, [after, *ids])]


def read_records(book: Book, kind: Kind, keys: Sequence[str]) -> dict[str, Record]:
    """Return the records of a kind that there are, by key."""
    source = SOURCES[kind]
    sql = f"{source.select} WHERE {source.id} IN ({', '.join('?' * len(keys))})"
    return {row[0]: _record(row) for row in book.rows(sql, list(keys))}


def _record(row: tuple[object, ...]) -> Record:
    return Record(*row)._replace(is_open=bool(row[4]), state=str(row[6]))  # type: ignore[arg-type]
