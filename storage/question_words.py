"""How alike the words of questions are, by SQLite's full-text search over a table in memory (section 7)."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing

from framework.questions import Question

SHORTEST = 4
"""Shorter words in Latin letters (the, and, for) say little about what a question is about."""
_PADDING = 3
_WORD = re.compile(r"[^\W_]+")
_FILLER = "0"


def word_scores(question: Question, others: Iterable[Question]) -> dict[str, float]:
    """Return how alike the words of `others` are to those of `question`, by id: 1 for the very same, 0 is left out.

    It is the score (bm25) of each text for all words of the question, as a share of what its own text scores. Texts
    are its subject, what both sides said, and the decision.
    """
    wanted = sorted({word.casefold() for word in _words(_asked(question))})
    texts = [(other.id, _text(other)) for other in others if other.id != question.id]
    if not wanted or not texts:
        return {}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE said USING fts5(id UNINDEXED, text)")
        # The question stands among them, to be the measure of what all its words are worth.
        rows = [(question.id, _asked(question)), *texts]
        connection.executemany("INSERT INTO said VALUES (?, ?)", rows)
        # In a small shop most words are in most texts, and would count for nothing: three times as many texts of the
        # same length that share no word with any make each of them worth something.
        length = max(sum(len(_WORD.findall(text)) for _id, text in rows) // len(rows), 1)
        filler = " ".join([_FILLER] * length)
        connection.executemany("INSERT INTO said VALUES ('', ?)", [(filler,)] * (_PADDING * len(rows)))
        match = " OR ".join(f'"{word}"' for word in wanted)
        found = dict(connection.execute("SELECT id, -bm25(said) FROM said WHERE said MATCH ?", (match,)).fetchall())
    own = found.pop(question.id, 0.0)
    found.pop("", None)
    return {key: min(score / own, 1.0) for key, score in found.items() if score > 0} if own > 0 else {}


def _asked(question: Question) -> str:
    return "\n".join((question.subject, question.sales_say, question.operations_say))


def _text(question: Question) -> str:
    decided = question.decision.say if question.decision is not None else ""
    return f"{_asked(question)}\n{decided}"


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if len(word) >= SHORTEST or not word.isascii()]
