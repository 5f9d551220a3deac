"""Actions that read the owner meter (framework.md section 7)."""

from collections.abc import Sequence
from datetime import date

from desktop.actions.desk import Desk
from framework.asking import Request
from framework.owner_meter import Meter, Settled, jumps, meter, settled
from framework.questions import Question
from storage.book import Book
from storage.people import read_members
from storage.question_cases import all_requests
from storage.questions import all_questions


def read_meters(book: Book, desk: Desk, *periods: tuple[date, date]) -> tuple[Meter, ...]:
    """Return the owner meter of each period, both days included."""
    # Also what was taken off the ladder may have gone straight to the owner.
    questions = all_questions(book, digits=desk.digits)
    decisions = read_settled(book, desk, questions, all_requests(book, digits=desk.digits))
    jumped = jumps(questions, [member.person for member in read_members(book)], desk.zone)
    return tuple(meter(decisions, jumped, first, last) for first, last in periods)


def read_settled(
    book: Book, desk: Desk, questions: Sequence[Question], requests: Sequence[Request]
) -> tuple[Settled, ...]:
    """Return every decision there was on `questions` and `requests`, oldest first."""
    people = [member.person for member in read_members(book)]
    return settled(questions, requests, desk.business, people, desk.zone)
