"""One question on one page, for those who decide on steps 3 and 4 (framework.md section 7)."""

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo

from desktop.actions.desk import Judged
from desktop.printing.page import Page, render
from desktop.wording import figures
from desktop.wording.asking import moment
from desktop.wording.escalation import (
    arrival_words,
    decided_words,
    kind_words,
    place_words,
    review_words,
    side_words,
    teller_words,
)
from desktop.wording.intake import summary_line
from desktop.wording.people import name_of
from desktop.wording.verdict import headline, say, zone_words
from framework.agreement import Zone
from framework.business import Business
from framework.deal import Deal
from framework.people import Function
from framework.questions import DecisionKind, Question, due, owner_sides
from resources.words import tr

WHITES = (2.0, 1.4, 0.9, 0.5)
"""White around a heading in millimetres: the first that fits on one sheet."""
MOST_NOTE_LINES = 8


def question_page(
    question: Question,
    deal: Deal | None,
    judged: Judged | None,
    business: Business,
    lines: Sequence[str],
    today: date,
    zone: tzinfo | None = None,
) -> Page:
    """Return a question as a brief: facts, both sides in turn, options, the client, last time, room to decide.

    `judged` is the deal with its verdict on `today`, None where that is not known; `lines` are precedents, each told
    in one line. Times are those of `zone` (None: of this computer).
    """
    given = {
        "business": business.name,
        "subject": question.subject,
        "right": tuple(_right(question, deal, business, zone)),
        "facts_title": tr("The facts on {day}").format(day=figures.day_year(today)),
        "facts": tuple(_facts(deal, judged, business)),
        "reasons": tuple(_reasons(judged, business)),
        "sides": _sides(question, business),
        "options_title": tr("What could be done, and what it costs"),
        "options": [
            (option.say, "" if option.cost is None else figures.money(option.cost, business.currency))
            for option in question.options
        ],
        "serves": tr("Does this decision serve the client well?"),
        "client_view": question.client_view,
        "climb_title": tr("How it came here, and what was tried"),
        "climb": [arrival_words(arrival, business, zone) for arrival in question.arrivals],
        "lines_title": tr("Last time"),
        "lines": tuple(lines),
        "decision_title": tr("Decision"),
        "decided": tuple(_decided(question, business, zone)),
        "choice_lines": (
            tuple(kind_words(kind) for kind in DecisionKind),
            (tr("for this case alone"), tr("for like cases too")),
        ),
        "blanks": (tr("Decided by, day"), tr("Who tells the client, by when"), tr("Looked at again on")),
    }
    units, tight, *tighter = (render("question.html", white=white, **given) for white in WHITES)
    (spare,) = render("note_line.html")
    return Page(
        title=tr("Question: {subject}").format(subject=question.subject),
        units=units,
        tight=tight,
        tighter=tuple(tighter),
        running=tr("{business} · {title}").format(business=business.name, title=question.subject),
        footer=tr("Whoever decides reads both sides first. A decision is written so that the client could read it."),
        spare=spare if question.is_open else "",
        spare_most=MOST_NOTE_LINES if question.is_open else 0,
    )


def _right(question: Question, deal: Deal | None, business: Business, zone: tzinfo | None) -> Iterator[str]:
    if deal is not None:
        yield deal.ref
    yield place_words(question.here.step_id, business)
    raised = tr("raised by {who} on {time}")
    yield raised.format(who=name_of(question.raised_by, business), time=moment(question.raised_at, zone))
    step = next((each for each in business.agreement.ladder if each.id == question.here.step_id), None)
    if question.is_open and step is not None:
        clock = zone or question.here.at.astimezone().tzinfo
        over = None if clock is None else due(question.here, step, business.calendar, business.series, clock)
        if over is not None:
            yield tr("due {time}").format(time=moment(over, zone))


def _facts(deal: Deal | None, judged: Judged | None, business: Business) -> Iterator[str]:
    if deal is None:
        return
    yield tr("{client}: {deal}").format(client=deal.client, deal=summary_line(deal, business))
    if deal.promised_on is None:
        yield tr("No date is promised yet.")
    else:
        promised = figures.day_year(deal.promised_on)
        yield tr("Promised for {day}.").format(day=promised)
    if judged is None:
        return
    if judged.earliest is not None:
        yield tr("Earliest date that can be promised: {day}.").format(day=figures.day_year(judged.earliest))
    yield tr("By the rules alone: {zone}. {headline}").format(
        zone=zone_words(judged.ruled.zone), headline=headline(judged.ruled)
    )


def _reasons(judged: Judged | None, business: Business) -> Iterator[tuple[str, str]]:
    if judged is not None:
        for reason in judged.ruled.reasons:
            if reason.zone in (Zone.ASK, Zone.OFF):
                yield reason.zone.value, say(reason, judged.deal, business)


def _sides(question: Question, business: Business) -> list[tuple[str, str, str]]:
    """Return who speaks, what they say and a note; the other side of the owner comes first."""
    own = owner_sides(business.people)
    sides = [
        (Function.SALES, question.sales_say, question.sales_by),
        (Function.OPERATIONS, question.operations_say, question.operations_by),
    ]
    sides.sort(key=lambda side: side[0] in own)
    note = tr("this side is the owner's, so the other one speaks first") if len(own) == 1 else ""
    return [(side_words(side, business, by), words, note if side in own else "") for side, words, by in sides]


def _decided(question: Question, business: Business, zone: tzinfo | None) -> Iterator[str]:
    decision = question.decision
    if decision is None:
        if question.dropped_at is not None:
            yield tr("Taken off the ladder on {time}.").format(time=moment(question.dropped_at, zone))
        return
    yield decided_words(decision, business)
    yield decision.say
    yield tr("{who} on {time}, {step}. {scope}.").format(
        who=name_of(decision.who, business),
        time=moment(decision.at, zone),
        step=place_words(decision.step_id, business),
        scope=tr("For like cases too") if decision.precedent else tr("For this case alone"),
    )
    for said in (teller_words(decision, business), review_words(decision)):
        if said:
            yield said
