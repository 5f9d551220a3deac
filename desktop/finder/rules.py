"""The rules of engagement that can be found: those in force, and those of a proposal that are not among them."""

from desktop.session import Session
from desktop.wording.agreement import rule_name
from storage.agreement import read_rules
from storage.business import TOPICS as BUSINESS_TOPICS
from storage.finding import Record

RULE_TOPICS = BUSINESS_TOPICS | {"rule", "agreement"}
IN_FORCE, PROPOSED = "in_force", "proposed"


def rule_records(session: Session) -> list[Record]:
    """Return the rules, each with the words it is written in."""
    business = session.business
    found = {rule.id: (rule, IN_FORCE) for rule in business.agreement.rules}
    for (agreement_id,) in session.book.rows("SELECT id FROM agreement WHERE state IN ('draft', 'proposed')"):
        for rule in read_rules(session.book, agreement_id):
            found.setdefault(rule.id, (rule, PROPOSED))
    return [
        Record(
            key=rule.id,
            ref="",
            name=rule_name(rule, business),
            words=f"{rule.say}\n{rule.why}\n{rule.exception_by}",
            is_open=True,
            day="",
            state=state,
            about=rule.why,
            who="",
            due="",
            value_minor=None,
            target=rule.id,
        )
        for rule, state in found.values()
    ]
