"""What was asked and answered about a deal, as a document of the command line."""

from datetime import datetime
from typing import Any

from desktop.actions.desk import Desk, Judged
from desktop.commands.output import plain
from framework.asking import Conditions, GivenAnswer
from framework.standing import State


def answer_document(desk: Desk, one: Judged) -> dict[str, Any] | None:
    """Return where a deal stands with what was asked about it, the answers given, and why one no longer holds.

    None while nothing was asked. `state`: waiting, accepted, conditions, refused, lapsed, or none for a question that
    no longer matters.
    """
    if not one.requests:
        return None
    from desktop.wording.asking import lapse_words

    standing, names = one.standing, desk.business.names
    request, outcome = standing.request or one.requests[-1], standing.outcome
    return {
        "state": standing.state,
        "asked_by": names.get(request.asked_by),
        "asked_at": _instant(request.asked_at),
        "decides": request.decides,
        "waiting_for": list(standing.waiting_for),
        "due": _instant(standing.due),
        "overdue": standing.overdue,
        "silent": outcome is not None and outcome.silent,
        "lapsed": [str(lapse.fact) for lapse in standing.lapses],
        "lapsed_say": lapse_words(standing.lapses, desk.business) if standing.state is State.LAPSED else None,
        "given": [_given(answer, names) for each in one.requests for answer in each.answers],
    }


def _given(answer: GivenAnswer, names: Any) -> dict[str, Any]:
    return {
        "kind": answer.kind,
        "for": answer.seat,
        "by": names.get(answer.person_id),
        "at": _instant(answer.at),
        "valid_until": answer.valid_until.isoformat(),
        "own": answer.own,
        "say": answer.say,
        "conditions": _conditions(answer.conditions),
        "taken_over": _instant(answer.taken_at),
    }


def _conditions(wanted: Conditions) -> dict[str, Any]:
    return {
        "promised_on": wanted.promised_on and wanted.promised_on.isoformat(),
        "value": plain(wanted.value),
        "quantity": plain(wanted.quantity),
        "phases": wanted.phases or None,
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
