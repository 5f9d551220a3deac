"""The handover of a won deal in words: where it stands, what is missing, what came after the win."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from desktop.wording.agreement import person_name
from desktop.wording.asking import moment
from desktop.wording.promises import mover_words
from desktop.wording.typed import typed
from desktop.wording.verdict import decider_names
from framework.agreement import Decider
from framework.business import Business
from framework.checklist import Answer, ItemAnswer
from framework.handover import Handed, HandoverState, HandoverStep, LateDetails
from resources.words import tr


def state_words(state: HandoverState, steps: Sequence[HandoverStep], business: Business, zone: tzinfo) -> str:
    """Return where a handover stands; `steps` are those that count, oldest first."""
    last = steps[-1] if steps else None
    waits = decider_names(Decider.OPERATIONS, business)
    if state is HandoverState.NONE:
        return tr("Work has begun without anybody accepting it.")
    if last is None or last.at is None:
        return tr("Handed over. {who} has to look at it.").format(who=waits)
    said = {
        Handed.GIVEN: tr("Handed over again by {who}, {when}. {waits} has to look at it."),
        Handed.ACCEPTED: tr("Accepted as complete by {who}, {when}."),
        Handed.RETURNED: tr("Returned by {who}, {when}. Missing:"),
    }[last.kind]
    return said.format(who=person_name(last.who, business.names), when=moment(last.at, zone), waits=waits)


def own_words() -> str:
    """Return the mark of an acceptance by somebody who also sold it."""
    return tr("Own acceptance: nobody else has looked at it.")


def late_heading(count: int) -> str:
    """Return how much came after the win."""
    if count == 1:
        return tr("1 detail came after the win")
    return tr("{count} details came after the win").format(count=count)


def late_lines(details: LateDetails, names: dict[str, str], zone: tzinfo) -> list[tuple[str, str]]:
    """Return what came after the win, the newest first: when, and what. `names` are the questions by item id."""
    lines: list[tuple[datetime, str]] = []
    for given in details.answers:
        if given.at is not None:
            lines.append((given.at, _answered(given, names.get(given.item_id, ""))))
    for promise in details.promises:
        if promise.at is not None:
            lines.append((promise.at, tr("Promised: {promise}").format(promise=typed(promise.say))))
    for move in details.moves:
        if move.at is not None:
            lines.append((move.at, tr("A day was moved: {who}").format(who=mover_words(move.moved_by))))
    return [(moment(at, zone), words) for at, words in sorted(lines, key=lambda line: line[0], reverse=True)]


def _answered(given: ItemAnswer, question: str) -> str:
    answer = {
        Answer.YES: tr("yes"),
        Answer.NO: tr("no"),
        Answer.NOT_APPLICABLE: tr("does not apply"),
        Answer.UNKNOWN: tr("don't know"),
    }[given.answer]
    return tr("{question}: {answer}").format(question=question or tr("A question of before"), answer=answer)


def brief_words(state: HandoverState) -> str:
    """Return a few words for a list, while somebody has to do something about a handover."""
    return {
        HandoverState.WAITING: tr("To be accepted"),
        HandoverState.RETURNED: tr("Returned to Sales"),
    }.get(state, "")
