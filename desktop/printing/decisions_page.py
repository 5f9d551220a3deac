"""The decisions of a period on paper, oldest first, on as many sheets as it takes (framework.md section 7)."""

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from desktop.printing.page import Page, render
from desktop.wording import figures
from desktop.wording.agreement import local_day
from desktop.wording.escalation import decided_words, place_words, review_words, teller_words
from desktop.wording.people import name_of
from framework.business import Business
from framework.questions import Decision, Question, owner_step
from resources.words import tr

ROOMY_MM, TIGHT_MM = 1.3, 0.7


class Row(NamedTuple):
    """One decision in words. `after` is what is to follow: who tells the client, when it is looked at again."""

    day: str
    subject: str
    step: str
    who: str
    decided: str
    scope: str
    words: str
    after: tuple[str, ...]


def decisions_page(
    questions: Sequence[Question], business: Business, since: date, until: date, zone: tzinfo | None = None
) -> Page:
    """Return what was decided from `since` to `until`, both included, among `questions`.

    Days are those of `zone` (None: of this computer).
    """
    found = [
        (question, decision)
        for question in questions
        if (decision := question.decision) is not None and since <= local_day(decision.at, zone) <= until
    ]
    found.sort(key=lambda each: each[1].at)
    title = tr("Decisions")
    period = tr("{first} to {last}").format(first=figures.day_year(since), last=figures.day_year(until))
    given = {
        "business": business.name,
        "title": title,
        "period": period,
        "summary": _summary([decision for _question, decision in found], business),
        "rows": [_row(question, decision, business, zone) for question, decision in found],
        "empty": tr("Nothing was decided on the ladder in this time."),
    }
    units, tight = (render("decisions.html", white=white, **given) for white in (ROOMY_MM, TIGHT_MM))
    return Page(
        title=tr("{title}, {day}").format(title=title, day=period),
        units=units,
        tight=tight,
        running=tr("{business} · {title} · {day}").format(business=business.name, title=title, day=period),
        footer=tr("Three like decisions are a rule: propose it under Agreement."),
    )


def _summary(decisions: Sequence[Decision], business: Business) -> str:
    if not decisions:
        return ""
    owner = owner_step(business.agreement.ladder)
    count = len(decisions)
    said = tr("1 decision") if count == 1 else tr("{count} decisions").format(count=figures.number(count))
    if owner is None:
        return said
    above = sum(1 for decision in decisions if decision.step_id == owner.id)
    return tr("{decisions}, {count} by the owner").format(decisions=said, count=figures.number(above))


def _row(question: Question, decision: Decision, business: Business, zone: tzinfo | None) -> Row:
    after = (teller_words(decision, business), review_words(decision))
    return Row(
        figures.day_year(local_day(decision.at, zone)),
        question.subject,
        place_words(decision.step_id, business),
        name_of(decision.who, business),
        decided_words(decision, business),
        tr("for like cases too") if decision.precedent else "",
        decision.say,
        tuple(said for said in after if said),
    )
