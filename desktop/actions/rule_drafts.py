"""Actions that make a rule of like decisions: what they propose, and drafting it as a proposal (section 7)."""

from collections.abc import Generator
from datetime import date

from desktop.actions.agreement import begin_proposal, check_open, read_standing, save_rule
from desktop.actions.back_test import try_proposal
from desktop.actions.desk import Desk
from framework.agreement import Agreement, Rule
from framework.agreement_record import BackTest
from framework.business import Business
from framework.rule_drafts import RuleDraft, rule_drafts
from resources.words import tr
from storage.book import Author, Book
from storage.question_cases import all_cases
from storage.trouble import Refused, Trouble


def read_drafts(book: Book, desk: Desk) -> tuple[RuleDraft, ...]:
    """Return what like decisions of the last 12 months propose, the best supported first.

    A change that stands in the open proposal already is left out: it is being talked about.
    """
    standing = read_standing(book, desk.digits, desk.today)
    proposed = standing.open.agreement.rules if standing.open is not None else ()
    drafts = rule_drafts(desk.business, all_cases(book, digits=desk.digits), desk.today, desk.zone)
    return tuple(draft for draft in drafts if not any(_limits(each) == _limits(draft.changed) for each in proposed))


def try_draft(book: Book, business: Business, draft: RuleDraft, today: date) -> Generator[None, None, BackTest]:
    """Run a draft over the deals of the past 12 months; yields now and then, so that a window can answer."""
    return (yield from try_proposal(book, business, with_rule(business.agreement, draft.changed), today))


def with_rule(agreement: Agreement, changed: Rule) -> Agreement:
    """Return an agreement with a rule as it would be: in place of the one it changes, else added."""
    known = any(rule.id == changed.id for rule in agreement.rules)
    # A new rule has no key before it is written; for judging any key of its own will do.
    added = () if known else (changed._replace(id=changed.id or "draft"),)
    return agreement._replace(rules=(*(changed if rule.id == changed.id else rule for rule in agreement.rules), *added))


def draft_rule(*, book: Book, who: Author, desk: Desk, draft: RuleDraft, why: str) -> bool:
    """Write a draft into the open proposal, or into one that begins now, with its reason; say whether one was open.

    Raises Refused when the rule was struck or changed in the proposal, and Trouble as `save_rule` does.
    """
    if not who.id:
        raise Trouble(tr("Choose who is acting first, at the bottom left."))
    standing = read_standing(book, desk.digits, desk.today)
    if standing.in_force is None:
        raise Refused(tr("The agreement is still a draft. Change the rule there."))
    begin_proposal(book=book, who=who, standing=standing)
    version = read_standing(book, desk.digits, desk.today).open
    assert version is not None
    check_open(book, version)
    rules = version.agreement.rules
    changed = draft.changed._replace(why=why)
    there = next((each for each in rules if (each.measure, each.offering_id) == _place(changed)), None)
    if there is None and changed.id:
        raise Refused(tr("This rule was struck in the proposal that is open. Talk about that one first."))
    if there is not None:
        changed = there._replace(promise_limit=changed.promise_limit, stop_limit=changed.stop_limit, why=why)
    save_rule(book=book, who=who, version=version, rule=changed)
    return standing.open is not None


def _place(rule: Rule) -> tuple[object, object]:
    return rule.measure, rule.offering_id


def _limits(rule: Rule) -> tuple[object, ...]:
    return rule.measure, rule.offering_id, rule.promise_limit, rule.stop_limit
