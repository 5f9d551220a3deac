"""What was asked in Intake and waits for an answer."""

from desktop.actions.desk import AT_ONCE, Desk, Judged, asked_about, judged
from framework.asking import open_seats
from storage.asking import open_requests
from storage.book import Book
from storage.intake import answers_by_deal, deals_by_id


def waiting_in_intake(book: Book, desk: Desk) -> list[Judged]:
    """Return the open deals that were asked about and wait for an answer, the most pressing first.

    Those with a question on the ladder are not among them: they stand on its steps.
    """
    people = desk.business.people
    asked = open_requests(book, digits=desk.digits)
    unanswered = [
        deal_id
        for deal_id, requests in asked.items()
        if any(not request.withdrawn and open_seats(request, people) for request in requests)
    ]
    found = []
    for start in range(0, len(unanswered), AT_ONCE):
        ids = unanswered[start : start + AT_ONCE]
        answers, requests = answers_by_deal(book, ids), asked_about(book, desk, ids)
        for deal in deals_by_id(book, ids, digits=desk.digits):
            looked = judged(desk, deal, answers.get(deal.id, {}), requests.get(deal.id, ()), earliest=False)
            request = looked.standing.request
            if looked.is_waiting and request is not None and not request.question_id:
                found.append(looked)
    return sorted(found, key=lambda each: (each.standing.due is None, each.standing.due, each.deal.id))
