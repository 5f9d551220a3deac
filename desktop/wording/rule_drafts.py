"""What like decisions propose, in words: the card, and the reason that is written into the rule (section 7)."""

from datetime import tzinfo
from decimal import Decimal
from fractions import Fraction

from desktop.wording import figures
from desktop.wording.agreement import offering_name, rule_name
from desktop.wording.typed import typed
from desktop.wording.verdict import measured
from framework.agreement import Rule
from framework.agreement_record import BackTest
from framework.business import Business
from framework.measures import shown_value
from framework.rule_drafts import RuleDraft
from resources.words import tr


def draft_name(draft: RuleDraft, business: Business) -> str:
    """Return what it is about: "Lead time, Illuminated fascia"."""
    return rule_name(draft.rule._replace(offering_id=draft.offering_id), business)


def draft_words(draft: RuleDraft, business: Business) -> str:
    """Return what was decided and what that proposes, in two sentences."""
    limit = _value(draft.rule, draft.limit, business)
    count, of = figures.number(draft.inside), figures.number(len(draft.cases))
    if draft.allows:
        before = _value(draft.rule, draft.rule.promise_limit or Decimal(0), business)
        said = tr(
            "Allowed {of} times. With a limit of {limit} instead of {before}, Sales could have promised {count} alone."
        )
        return said.format(of=of, limit=limit, before=before, count=count)
    said = tr("Refused {of} times. With a stop at {limit}, {count} would not have come up.")
    if draft.rule.stop_limit is not None:
        said = tr("Refused {of} times. With a stop at {limit} instead of {before}, {count} would not have come up.")
    before = "" if draft.rule.stop_limit is None else _value(draft.rule, draft.rule.stop_limit, business)
    return said.format(of=of, limit=limit, before=before, count=count)


def draft_reason(draft: RuleDraft, business: Business, zone: tzinfo) -> str:
    """Return why the rule is to change, with every case it rests on, as it is written into the rule."""
    lines = []
    for case, value in zip(draft.cases, draft.values, strict=True):
        decision = case.question.decision
        assert decision is not None
        day = figures.day_year(decision.at.astimezone(zone).date())
        client = typed(case.deal.client if case.deal is not None else case.question.subject)
        lines.append(
            tr("{client}, {day}: {value}").format(client=client, day=day, value=_shown(draft, value, business))
        )
    head = tr("Allowed {count} times in 12 months") if draft.allows else tr("Refused {count} times in 12 months")
    head = tr("{said} for {offering}:").format(
        said=head.format(count=figures.number(len(draft.cases))),
        offering=typed(offering_name(draft.offering_id, business)),
    )
    shown = lines[-MOST_NAMED:]
    return "\n".join((head, *shown))


MOST_NAMED = 8
"""So many cases are named in a reason, the newest; what is kept with a rule has an end."""


def back_test_words(test: BackTest) -> str:
    """Return what a draft would have changed in the past 12 months, in a sentence."""
    if not test.judged:
        return tr("No deal of the past 12 months to try it on.")
    changed = len(test.changed)
    late = sum(one.on_time is False for one in test.changed)
    if not changed:
        return tr("Tried on {count} deals of the past 12 months: no verdict would differ.").format(
            count=figures.number(test.judged)
        )
    said = tr("Tried on {count} deals of the past 12 months: 1 verdict would differ.")
    if changed > 1:
        said = tr("Tried on {count} deals of the past 12 months: {changed} verdicts would differ.")
    said = said.format(count=figures.number(test.judged), changed=figures.number(changed))
    return said if not late else tr("{said} {late} of these were late.").format(said=said, late=figures.number(late))


def _shown(draft: RuleDraft, value: Fraction, business: Business) -> str:
    return _value(draft.rule, shown_value(draft.rule, value), business)


def _value(rule: Rule, value: Decimal, business: Business) -> str:
    assert rule.measure is not None
    return measured(rule.measure, value, business.currency)
