"""All about a client in words: deals, what they were told, how it went (framework.md section 3)."""

from datetime import date, tzinfo

from desktop.actions.clients import ClientFile, Told
from desktop.wording import figures
from desktop.wording import outcome as outcomes
from desktop.wording.agreement import local_day
from desktop.wording.asking import answer_words
from desktop.wording.escalation import decided_words, teller_words
from desktop.wording.exception_cost import point_words
from desktop.wording.intake import stage_words
from desktop.wording.promises import DOT, date_line, promise_line
from desktop.wording.typed import typed
from framework.business import Business
from framework.deal import Deal
from framework.promises import Promise
from framework.stages import PROMISED_STAGES
from resources.words import tr
from storage.clients import ClientLine


def client_line(line: ClientLine) -> str:
    """Return how much there is of a client in a list: "3 deals · last Mon 31 Aug 2026"."""
    count = tr("1 deal") if line.deals == 1 else tr("{count} deals").format(count=figures.number(line.deals))
    last = "" if line.last_on is None else tr("last {day}").format(day=figures.day_year(line.last_on))
    return DOT.join(part for part in (count, last) if part)


def head_lines(found: ClientFile, business: Business, zone: tzinfo) -> list[str]:
    """Return the sentences at the head of a client's page: still a client, how many deals, what they said."""
    won = [told.deal for told in found.deals if told.deal.stage in PROMISED_STAGES[1:]]
    values = [deal.value for deal in won if deal.value is not None]
    lines = [outcomes.still_title(found.asked, bool(found.delivered), zone)]
    deals = tr("1 deal") if found.count == 1 else tr("{count} deals").format(count=figures.number(found.count))
    if won:
        said = tr("{deals}, {won} of them won").format(deals=deals, won=figures.number(len(won)))
        if values:
            said += DOT + figures.money(sum(values[1:], start=values[0]), business.currency)
        lines.append(said)
    else:
        lines.append(deals)
    if found.scores:
        lines.append(tr("Client scores: {scores}").format(scores=outcomes.scores_words(found.scores)))
    return lines


def deal_name(deal: Deal, business: Business) -> str:
    """Return what a deal of a client is called: "Monument sign · 2026-031"."""
    offering = business.offerings.get(deal.offering_id) if deal.offering_id is not None else None
    return DOT.join((typed(offering.name) if offering is not None else tr("Not in the catalogue"), typed(deal.ref)))


def deal_words(deal: Deal, business: Business) -> str:
    """Return where a deal of a client stands: "Delivered · $6,000 · Mon 31 Aug 2026"."""
    day = deal.delivered_on or deal.lost_on or deal.won_on or deal.created_on
    parts = [
        stage_words(deal.stage),
        "" if deal.value is None else figures.money(deal.value, business.currency),
        "" if day is None else figures.day_year(day),
    ]
    return DOT.join(part for part in parts if part)


def date_words(told: Told) -> tuple[str, str] | None:
    """Return the date that a client was told for a deal, and how it came about; None where there was none."""
    deal = told.deal
    if deal.stage not in PROMISED_STAGES or (deal.promised_on is None and deal.first_promised_on is None):
        return None
    own = [move for move in told.moves if move.promise_id is None]
    day = tr("no date") if deal.promised_on is None else figures.day_year(deal.promised_on)
    return tr("The date: {day}").format(day=day), date_line(deal, own)


def promise_words(told: Told, promise: Promise, business: Business, zone: tzinfo, today: date) -> str:
    """Return by whom something was said, due when, how it moved and whether it was kept."""
    own = [move for move in told.moves if move.promise_id == promise.id]
    return promise_line(promise, own, told.deal, business, today, zone)


def question_lines(told: Told, business: Business, zone: tzinfo) -> list[tuple[str, str, str]]:
    """Return what was asked and decided about a deal: key, what, and how it ended; the newest first.

    The keys begin with "question:" on the ladder and with "deal:" in Intake.
    """
    lines = []
    for question in told.questions:
        if question.dropped_at is not None:
            continue
        raised = local_day(question.raised_at, zone)
        decision = question.decision
        parts = [figures.day_year(raised)]
        if decision is None:
            parts.append(tr("not decided yet"))
        else:
            parts += [decided_words(decision, business), typed(decision.say), teller_words(decision, business)]
        said = DOT.join(part for part in parts if part)
        lines.append((question.raised_at, f"question:{question.id}", typed(question.subject), said))
    for request in told.requests:
        if request.withdrawn or request.question_id:
            continue
        asked = local_day(request.asked_at, zone)
        answer = request.answers[-1] if request.answers else None
        said = tr("not answered yet") if answer is None else answer_words(answer, business, zone)
        points = tr(", ").join(dict.fromkeys(point_words(point.key, business) for point in request.points))
        what = tr("Asked about: {points}").format(points=points)
        parts = [figures.day_year(asked), outcomes.quoted(request.say), said]
        lines.append((request.asked_at, f"deal:{told.deal.id}", what, DOT.join(part for part in parts if part)))
    return [line[1:] for line in sorted(lines, key=lambda each: each[0], reverse=True)]
