"""Pages straight out of a business file: what the window shows before it prints, and the command line writes."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from desktop.actions.capacity import gather
from desktop.actions.desk import Desk, Judged, judge
from desktop.actions.parts import finish
from desktop.actions.precedents import read_precedents
from desktop.actions.visibility import gather_reviews
from desktop.printing.checklist_page import checklist_page
from desktop.printing.decisions_page import decisions_page
from desktop.printing.lead_times_page import lead_times_page
from desktop.printing.minutes_page import minutes_page
from desktop.printing.page import Page
from desktop.printing.question_page import question_page
from desktop.printing.review_page import review_page
from desktop.printing.visit_page import blank_visit_page, visit_page
from desktop.wording.asking import standing_words
from desktop.wording.precedents import case_name, precedent_line
from desktop.wording.visibility import review_of
from framework.agreement import Zone
from framework.deal import Deal
from framework.people import Function
from framework.periods import Step
from framework.questions import Question
from resources.words import tr
from storage.book import Book
from storage.held_meetings import last_meeting
from storage.questions import all_questions
from storage.trouble import Trouble
from storage.visits import read_visits

LEAD_TIME_WEEKS = 12
"""How many weeks the sheet of lead times looks ahead, as the tab does when it is opened."""


def checklist_of(desk: Desk, judged: Judged) -> Page:
    """Return the checklist of a deal as it stands, with where asking about it stands."""
    said = " ".join(standing_words(judged, desk.business, desk.clock()))
    return checklist_page(judged, desk.business, desk.today, desk.zone, said)


def question_of(book: Book, desk: Desk, question: Question, deal: Deal | None) -> Page:
    """Return a question to decide from, with how the same was decided before."""
    judged = None if deal is None else judge(book, desk, deal)
    found = read_precedents(book, question, digits=desk.digits)
    lines: Sequence[str] = [f"{case_name(each.case)} · {precedent_line(each, desk.zone)}" for each in found]
    return question_page(question, deal, judged, desk.business, lines, desk.today, desk.zone)


def decisions_of(book: Book, desk: Desk, since: date | None, until: date | None) -> Page:
    """Return the decisions of a period: until today, since its year began, where no days are given."""
    last = until or desk.today
    first = since or last.replace(month=1, day=1)
    return decisions_page(all_questions(book, digits=desk.digits), desk.business, first, last, desk.zone)


def lead_times_of(book: Book, desk: Desk) -> Page:
    """Return the earliest honest dates, as they are without anything that a window only tries out."""
    facts = finish(gather(book, desk, LEAD_TIME_WEEKS))
    limit: Fraction = desk.workload.limits(None, Zone.PROMISE)[0]
    return lead_times_page(facts.lead_times, facts.plan.loads(), limit, desk.business, desk.today)


def scorecard_of(book: Book, desk: Desk, step: str) -> Page:
    """Return the shared scorecard of the last twelve weeks, months or quarters (`step`)."""
    from desktop.actions.scorecard import read_board
    from desktop.printing.scorecard_page import scorecard_page

    return scorecard_page(read_board(book, desk, Step(step)), desk.business, desk.today)


def tension_of(book: Book, desk: Desk) -> Page:
    """Return the tension map as of today."""
    from desktop.actions.tension import read_tension
    from desktop.printing.tension_page import tension_page

    return tension_page(read_tension(book, desk), desk.business)


def minutes_of(book: Book, desk: Desk) -> Page:
    """Return the minutes of the last meeting on or before today. Raises Trouble when none was held yet."""
    meeting = last_meeting(book, desk.today)
    if meeting is None:
        raise Trouble(tr("No meeting was held on or before that day, so there are no minutes."))
    return minutes_page(meeting, desk.business, desk.zone)


def visit_of(book: Book, desk: Desk, *, blank: bool = False) -> Page:
    """Return the card of the visit that comes next or is to be written up, else of the last one; or an empty card.

    Raises Trouble where no visit was ever planned.
    """
    if blank:
        return blank_visit_page(desk.business)
    visits = [visit for visit in read_visits(book) if visit.called_off_at is None]
    waiting = [visit for visit in visits if visit.done_on is None]
    if not visits:
        raise Trouble(tr("No visit is planned in this file yet. Print an empty card with --blank."))
    return visit_page((waiting or visits[-1:])[0], desk.business)


def health_report_of(book: Book, desk: Desk) -> Page:
    """Return the report of the health check that was opened last. Raises Trouble before one was."""
    from desktop.actions.health import repair_action
    from desktop.actions.health_findings import read_findings
    from desktop.printing.health_report_page import health_report_page
    from storage.health import read_opened

    every = read_opened(book)
    if not every:
        raise Trouble(tr("No health check was opened yet. Say --blank for the form, to be filled in by hand."))
    opened, earlier = every[0], every[1:]
    action = repair_action(book, opened)
    before = repair_action(book, earlier[0]) if earlier else None
    found = read_findings(book, desk, opened)
    return health_report_page(opened, found, desk.business, action, earlier, desk.today, before)


def health_form_of(book: Book, desk: Desk, *, short: bool = False) -> Page:
    """Return the form of the health check that runs, blank; where none does, the long or the `short` form."""
    from desktop.actions.health import asked_statements, last_own_statements
    from desktop.printing.health_form_page import health_form_page
    from storage.health import running_check

    check = running_check(book)
    if check is not None:
        return health_form_page(desk.business, check.statements, short=check.short)
    statements = asked_statements(short=short, own=last_own_statements(book))
    return health_form_page(desk.business, statements, short=short)


def review_of_side(book: Book, desk: Desk, side: Function) -> Page:
    """Return what one side hears of the other, for its own review."""
    return review_page(review_of(side, finish(gather_reviews(book, desk)), desk.business), desk.business, desk.today)


def two_views_of(book: Book, desk: Desk) -> Page:
    """Return how both sides see the same work, to be read and written on at a first meeting."""
    from desktop.actions.perspective import read_views
    from desktop.printing.two_views_page import two_views_page

    return two_views_page(read_views(book), desk.business)
