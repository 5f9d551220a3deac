"""What was asked in Intake and waits for an answer."""

from collections.abc import Generator

from desktop.actions.desk import Desk, Judged, asked_about, judged
from desktop.actions.parts import finish
from framework.asking import open_seats
from storage.asking import open_requests
from storage.book import Book
from storage.intake import answers_by_deal, deals_by_id

PART = 40
"""So many deals are judged at once while somebody waits for the window: some milliseconds."""


def waiting_in_intake(book: Book, desk: Desk) -> list[Judged]:
    """Return the open deals that were asked about and wait for an answer, the most pressing first.

    Those with a question on the ladder are not among them: they stand on its steps.
    """
    return finish(look_through(book, desk))


def look_through(book: Book, desk: Desk) -> Generator[None, None, list[Judged]]:
    """Return the same, a part at a time: it yields now and then, so that a window can answer in between."""
    people = desk.business.people
    asked = open_requests(book, digits=desk.digits)
    unanswered = [
        deal_id
        for deal_id, requests in asked.items()
        if any(not request.withdrawn and open_seats(request, people) for request in requests)
    ]
    found = []
    for start in range(0, len(unanswered), PART):
        ids = unanswered[start : start + PART]
        answers, requests = answers_by_deal(book, ids), asked_about(book, desk, ids)
        for deal in deals_by_id(book, ids, digits=desk.digits):
            looked = judged(desk, deal, answers.get(deal.id, {}), requests.get(deal.id, ()), earliest=False)
            request = looked.standing.request
            if looked.is_waiting and request is not None and not request.question_id:
                found.append(looked)
        yield
    return sorted(found, key=lambda each: (each.standing.due is None, each.standing.due, each.deal.id))
