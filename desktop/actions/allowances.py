"""Actions on one-off exceptions: a rule is eased for a while, with a reason and an end date."""

from datetime import date, timedelta
from decimal import Decimal

from framework.agreement import HIGHER_IS_BETTER, Rule
from framework.allowance import Allowance, may_grant
from resources.words import tr
from storage.agreement_writing import allowance_columns
from storage.book import Author, Book
from storage.people import read_members
from storage.trouble import Trouble

LONGEST = timedelta(days=366)
LONGEST_REASON = 1000


def grant(
    *,
    book: Book,
    who: Author,
    today: date,
    rule: Rule,
    reason: str,
    until: date | None,
    client: str | None = None,
    limit: Decimal | None = None,
) -> str:
    """Ease `rule` from today until a day, for everybody or for one client, and return the key of the exception.

    `limit` None: as far as it may be. Raises Trouble without a reason or an end, for what is allowed already, and to
    whoever may not lift what is off the table.
    """
    words = reason.strip()
    if not words:
        raise Trouble(tr("Write why this exception is right."))
    if len(words) > LONGEST_REASON:
        raise Trouble(tr("{count} characters fit here. Say it shorter.").format(count=LONGEST_REASON))
    if until is None:
        raise Trouble(tr("An exception needs a day on which it ends."))
    if until < today:
        raise Trouble(tr("The last day of an exception can't be in the past."))
    if until - today > LONGEST:
        raise Trouble(tr("An exception of more than a year is a rule. Propose a change of the rule instead."))
    if limit is not None and rule.measure is not None and rule.promise_limit is not None:
        higher = rule.measure in HIGHER_IS_BETTER
        if limit >= rule.promise_limit if higher else limit <= rule.promise_limit:
            raise Trouble(tr("Sales may promise that without an exception."))
    people = [each.person for each in read_members(book) if each.left_on is None]
    acting = next((each for each in people if each.id == who.id), None)
    if acting is not None and not may_grant(rule, limit, acting, people):
        named = rule.exception_by.strip() or tr("Owner")
        say = tr("This is off the table. By the rule only this may lift it: {who}. Ask on the ladder.")
        raise Trouble(say.format(who=named))
    with book.change(tr("Exception: {rule}").format(rule=rule.say[:80]), who=who) as change:
        columns = allowance_columns(
            rule_id=rule.id,
            client_id=_client(book, client),
            limit=limit,
            reason=words,
            from_day=today,
            until=until,
        )
        return change.add("allowance", {**columns, "granted_by": who.id or None})


def end(*, book: Book, who: Author, today: date, allowance: Allowance, rule: Rule | None) -> None:
    """End an exception: from today on it holds no more. One that began today never held; one that is over stays so."""
    name = rule.say[:80] if rule is not None else allowance.reason[:80]
    with book.change(tr("End of the exception: {rule}").format(rule=name), who=who) as change:
        if allowance.from_day >= today:
            change.update("allowance", allowance.id, {}, seen=allowance.version)
            change.remove("allowance", allowance.id)
        else:
            until = min(allowance.until, today - timedelta(days=1))
            change.update("allowance", allowance.id, {"until": until}, seen=allowance.version)


def _client(book: Book, name: str | None) -> str | None:
    if name is None or not name.strip():
        return None
    found = book.row("SELECT id FROM client WHERE name = ?", (" ".join(name.split()),))
    if found is None:
        raise Trouble(
            tr("No deal is with “{client}” yet. Choose a client, or leave it empty for all.").format(client=name)
        )
    return str(found[0])
