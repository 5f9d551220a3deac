"""What a verdict card says: the rules' verdict and where the deal stands with what was asked about it."""

from typing import NamedTuple

from desktop.actions.desk import Judged
from desktop.wording import figures
from desktop.wording.asking import badge_words, standing_words, waited_for
from desktop.wording.verdict import further_notes, headline, reason_line, who_answers
from framework.agreement import Zone
from framework.business import Business
from framework.escalation import StepDecider, skipped
from framework.standing import Clock, State
from resources.words import tr

SHOWN_REASONS = 4


class CardTexts(NamedTuple):
    """The texts of a verdict card. `badge` empty: the words of the zone. `lines` are (lead, rest)."""

    zone: Zone
    badge: str
    headline: str
    lines: list[tuple[str, str]]
    quiet: str


def card_texts(judged: Judged, business: Business, clock: Clock, shown: int = SHOWN_REASONS) -> CardTexts:
    """Return what the card of a judged deal says; at most `shown` reasons are listed, the rest is counted."""
    verdict, standing = judged.verdict, judged.standing
    said = standing_words(judged, business, clock)
    asked = standing.state not in (State.NONE, State.LAPSED)
    notes = further_notes(verdict, judged.deal, business, clock.today)
    quiet = [*said, *([] if asked else [who_answers(verdict, business), _after_a_no(judged, business)]), notes]
    return CardTexts(
        verdict.zone,
        _badge(judged, business, clock),
        _headline(judged),
        _lines(judged, business, shown),
        " ".join(part for part in quiet if part),
    )


def _badge(judged: Judged, business: Business, clock: Clock) -> str:
    standing = judged.standing
    match standing.state:
        case State.LAPSED:
            return ""
        case State.WAITING:
            # How long there is left stands in the sentences beneath.
            return tr("Waiting on {who}").format(who=waited_for(standing, business))
    return badge_words(standing, judged.verdict.zone, business, clock)


def _headline(judged: Judged) -> str:
    zone = judged.verdict.zone
    match judged.standing.state:
        case State.ACCEPTED if zone is Zone.PROMISE:
            return tr("It was asked and may be promised.")
        case State.CONDITIONS if zone is Zone.ASK:
            return tr("It may be promised under conditions.")
        case State.REFUSED if zone is Zone.ASK:
            return tr("The answer is no.")
        case State.LAPSED if zone is Zone.ASK:
            return tr("This has to be asked again.")
    return headline(judged.verdict)


def _lines(judged: Judged, business: Business, shown: int) -> list[tuple[str, str]]:
    verdict = judged.verdict
    measured = [r for r in verdict.reasons if r.item_id is None or r.zone is not Zone.OPEN]
    lines = [reason_line(reason, business) for reason in measured[:shown]]
    more = len(measured) - shown
    if more > 0:
        lines.append((tr("{count} more").format(count=figures.number(more)), tr("are in the checklist")))
    still_open = sum(1 for r in verdict.reasons if r.item_id is not None and r.zone is Zone.OPEN)
    # Where nothing else holds it back, the headline has said so.
    if still_open and (measured or verdict.zone is not Zone.OPEN):
        word = tr("1 question") if still_open == 1 else tr("{count} questions").format(count=figures.number(still_open))
        lines.append((word, tr("to answer before a promise")))
    return lines


def _after_a_no(judged: Judged, business: Business) -> str:
    """Return where a refused deal goes: the next step of the ladder that is not skipped."""
    if judged.verdict.zone is not Zone.ASK:
        return ""
    ladder = business.agreement.ladder
    passed = skipped(ladder, business.people)
    for number, step in enumerate(ladder, start=1):
        if step.decides is not StepDecider.EACH_ALONE and step.id not in passed:
            return tr("After a no it goes to step {number}, {name}.").format(
                number=figures.number(number), name=step.name
            )
    return ""
