"""Actions on the test without the owner: begin one, end it before its time, and see what came of it (section 7)."""

from datetime import date, timedelta

from desktop.actions.desk import Desk
from desktop.actions.owner_meter import read_settled
from framework.escalation import StepDecider
from framework.owner_away import DAYS, AwayReport, AwayTest, current, report
from resources.words import tr
from storage.book import Author, Book
from storage.owner_away import read_away_tests
from storage.people import read_members
from storage.question_cases import all_requests, read_deals
from storage.questions import all_questions
from storage.trouble import Refused, Trouble

AHEAD = timedelta(days=366)


def start_owner_away(*, book: Book, who: Author, desk: Desk, from_day: date) -> str:
    """Begin a test of 14 days on `from_day` and return its key.

    Raises Refused while one runs or is planned and in a business without an owner's step, Trouble for a day that is
    over or far away.
    """
    if from_day < desk.today:
        raise Trouble(tr("The test can't begin in the past. Choose today or a day after it."))
    if from_day > desk.today + AHEAD:
        raise Trouble(tr("That is more than a year away. Is the year right?"))
    if not any(step.decides is StepDecider.OWNER for step in desk.business.agreement.ladder):
        raise Refused(tr("The ladder has no step of the owner, so there is nothing to close."))
    with book.change(tr("The owner is away for 14 days"), who=who) as change:
        # Another window may have begun one since.
        if current(read_away_tests(book), desk.today) is not None:
            raise Refused(tr("A test runs or is planned already. End that one first."))
        return change.add("owner_away", {"from_day": from_day, "until": from_day + timedelta(days=DAYS - 1)})


def end_owner_away(*, book: Book, who: Author, today: date, test: AwayTest) -> None:
    """End a test today, before its time, so that the owner's step is open again; one to come is taken back.

    Raises Conflict when somebody changed it since, Refused when it is over.
    """
    if not (test.is_running(today) or test.is_coming(today)):
        raise Refused(tr("This test is over."))
    with book.change(tr("The owner is back"), who=who) as change:
        # Cut short on its first day, or before, it was no test.
        if test.from_day >= today:
            change.update("owner_away", test.id, {}, seen=test.version)
            change.remove("owner_away", test.id)
        else:
            change.update("owner_away", test.id, {"ended_on": today}, seen=test.version)


def read_report(book: Book, desk: Desk, test: AwayTest) -> AwayReport:
    """Return what came of a test by now."""
    questions = all_questions(book, digits=desk.digits)
    requests = all_requests(book, digits=desk.digits)
    people = [member.person for member in read_members(book)]
    named = [each.deal_id for each in questions if each.deal_id is not None]
    deals = read_deals(book, [*named, *(each.deal_id for each in requests)], digits=desk.digits)
    decisions = read_settled(book, desk, questions, requests)
    return report(test, questions, requests, decisions, deals, desk.business, people, desk.clock().now, desk.zone)
