"""What is chosen in a room, as it would stand on the agenda of the meeting."""

from typing import NamedTuple

from framework.business import Business
from framework.deal import Deal
from framework.meeting import SectionKind
from framework.questions import Question


class About(NamedTuple):
    """What is chosen in a room, as it would go on the agenda of the meeting: the section, and what it is called."""

    section: SectionKind = SectionKind.EXCEPTIONS
    say: str = ""
    deal_id: str | None = None
    question_id: str | None = None


def deal_about(deal: Deal | None, business: Business) -> About:
    """Return a deal by its client and offering: what is sold belongs to delivery, what is open is on its way there."""
    if deal is None:
        return About()
    offering = business.offerings.get(deal.offering_id or "")
    say = deal.client if offering is None else f"{deal.client}, {offering.name}"
    return About(SectionKind.BOTTLENECKS if deal.is_sold else SectionKind.DEALS_AHEAD, say, deal_id=deal.id)


def question_about(question: Question | None) -> About:
    """Return a question of the ladder by its subject."""
    if question is None:
        return About()
    return About(SectionKind.EXCEPTIONS, question.subject, deal_id=question.deal_id, question_id=question.id)
