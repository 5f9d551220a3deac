"""Questions on the ladder of the sample business, for the tests of the room and its dialogs."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from desktop.actions import escalation
from desktop.actions.desk import Judged, judge_open
from desktop.session import Session
from framework.people import Function, Person
from framework.questions import Question
from storage.book import Author
from storage.questions import read_question

MONDAY_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""Monday 23 November 2026, 10:00; the sample business lives by UTC where tests run."""


def clear_ladder(path: Path) -> Path:
    """Take every question off the ladder of the business in `path`, past the program, and return `path`."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in ("decision", "question_arrival", "question_option", "question_point", "question"):
            connection.execute(f"DELETE FROM {table}")
    return path


def person(session: Session, name: str) -> Person:
    """Return somebody of the sample business."""
    return next(each for each in session.business.people if each.name == name)


def author(session: Session, name: str) -> Author:
    """Return somebody as the author of a change."""
    return Author(person(session, name).id, name)


def judged(session: Session, client: str) -> Judged:
    """Return the open deal of a client, judged."""
    return next(each for each in judge_open(session.book, session.desk) if each.deal.client == client)


def again(session: Session, question_id: str) -> Question:
    """Return a question as it is in the file now."""
    found = read_question(session.book, question_id, digits=session.digits)
    assert found is not None
    return found


def raise_it(session: Session, client: str = "", *, subject: str = "", straight: str | None = None) -> Question:
    """Let Ana raise a question about the deal of `client`, or about a subject."""
    made = escalation.raise_question(
        book=session.book,
        who=author(session, "Ana"),
        desk=session.desk,
        deal=judged(session, client).deal if client else None,
        subject=subject,
        words="They will go elsewhere.",
        function=Function.SALES,
        to_owner_because=straight,
    )
    return again(session, made)


def speak(session: Session, question: Question) -> Question:
    """Let Ben say what was still to be said, so that it can be decided."""
    escalation.save_words(
        book=session.book,
        who=author(session, "Ben"),
        digits=session.digits,
        question=question,
        operations_say="The week is full.",
        client_view="One sign in time is better than three late.",
    )
    return again(session, question.id)
