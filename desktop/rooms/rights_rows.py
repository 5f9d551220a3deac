"""The rows of the matrix of who decides: a rule or a step, and what it leaves to each role."""

from collections.abc import Sequence

from desktop.wording import agreement as says
from desktop.wording import decision_rights as words
from desktop.wording.agreement_changes import difference_lines, kind_words
from desktop.wording.escalation import limit_words, missing_words, people_words
from desktop.wording.typed import typed
from framework.agreement import Agreement, Rule, Zone
from framework.agreement_changes import Difference, Kind
from framework.business import Business
from framework.decision_rights import Line, Right, decision_rights
from framework.escalation import Step, skipped
from resources.words import tr
from widgets.rows_card import Cell, Row

STRUCK = "struck:"
"""Before the key of a rule or step that the version it came from had: its row puts it back."""
_RULE_FIELDS = ("zone", "decides", "answer_hours", "told")
_STEP_FIELDS = ("name", "decides", "answer_hours", "people", "money_limit", "belongs")
_STRONG = frozenset({Right.DECIDES, Right.LEAD_DECIDES, Right.MAY_REFUSE})


def rule_rows(agreement: Agreement, changes: Sequence[Difference], business: Business, *, can_write: bool) -> list[Row]:
    """Return a row for each rule of a version, then for each that was struck from it."""
    changed = {each.after.id: each for each in changes if isinstance(each.after, Rule)}
    rows = [
        _rule_row(line, line.subject, changed.get(line.subject.id), business)
        for line in decision_rights(agreement)
        if isinstance(line.subject, Rule)
    ]
    gone = [each for each in changes if each.kind is Kind.REMOVED and isinstance(each.before, Rule)]
    return rows + [_struck(each, business, can_write=can_write) for each in gone]


def step_rows(agreement: Agreement, changes: Sequence[Difference], business: Business, *, can_write: bool) -> list[Row]:
    """Return a row for each step of the ladder, then for each that was taken off it.

    One that is skipped says why instead of by when; one that nobody stands on says so.
    """
    changed = {each.after.id: each for each in changes if isinstance(each.after, Step)}
    over = skipped(agreement.ladder, business.people)
    lines = [line for line in decision_rights(agreement, business.people) if isinstance(line.subject, Step)]
    rows = []
    for number, line in enumerate(lines, start=1):
        step = line.subject
        assert isinstance(step, Step)
        reason = words.skip_words(step, agreement.ladder, over, business)
        name = words.step_words(number, step)
        within = says.within_words(step.answer_hours, business)
        named = people_words(step, business) if step.people else ""
        last = says.DOT.join(part for part in (named, limit_words(step, business), reason or within) if part)
        mark = says.DOT.join(
            part
            for part in (missing_words(step, business), _mark(changed.get(step.id), _STEP_FIELDS, business))
            if part
        )
        rows.append(_row(step.id, name, "", line, last, mark, business, quiet=bool(reason)))
    gone = [each for each in changes if each.kind is Kind.REMOVED and isinstance(each.before, Step)]
    return rows + [_struck(each, business, can_write=can_write) for each in gone]


def _rule_row(line: Line, rule: Rule, change: Difference | None, business: Business) -> Row:
    name = typed(says.rule_name(rule, business))
    within = "" if rule.zone is Zone.OFF else says.answer_words(rule, business)
    zone = Zone.OFF if rule.zone is Zone.OFF else Zone.ASK
    return _row(rule.id, name, zone, line, within, _mark(change, _RULE_FIELDS, business), business, quiet=False)


def _row(key: str, name: str, zone: str, line: Line, last: str, mark: str, business: Business, *, quiet: bool) -> Row:
    """Return a row. `quiet`: it says nothing that counts here, since the step is skipped."""
    cells = [Cell(name, "body" if quiet else "strong", "muted" if quiet else "ink", zone)]
    said = [name]
    for role in words.ROLES:
        right = line.rights[role]
        strong = right in _STRONG and not quiet
        colour = role.value if strong else "ink" if right is Right.IS_ASKED and not quiet else "muted"
        cells.append(Cell(words.right_words(right), "strong" if strong else "body", colour))
        said.append(f"{words.role_heading(role, business)}: {words.right_said(right)}")
    cells.append(Cell(last, "small", "muted"))
    if zone:
        said.insert(1, says_zone(zone))
    return Row(key, tuple(cells), mark, ", ".join(part for part in (*said, last, mark) if part))


def says_zone(zone: str) -> str:
    """Return what the shape before a rule means."""
    return tr("off the table") if zone == Zone.OFF else tr("to be asked")


def _mark(change: Difference | None, fields: Sequence[str], business: Business) -> str:
    """Return what became of a line as far as this table shows it: "new", "was Both leads"."""
    if change is None:
        return ""
    if change.kind is not Kind.CHANGED:
        return kind_words(change.kind)
    said = []
    for field in (each for each in change.fields if each in fields):
        for line in difference_lines((change._replace(fields=(field,)),), business):
            if field == "told":
                said.append(tr("told before: {before}").format(before=line.before))
            elif field == "belongs":
                said.append(tr("other words about what belongs there"))
            else:
                said.append(tr("was {before}").format(before=line.before))
    return ", ".join(said)


def _struck(change: Difference, business: Business, *, can_write: bool) -> Row:
    assert isinstance(change.before, Rule | Step)
    said = change.before.name if isinstance(change.before, Step) else says.rule_name(change.before, business)
    name = Cell(typed(said), "body", "muted")
    back = Cell(tr("Put it back") if can_write else "", "body", "accent")
    return Row(STRUCK + change.before.id, (name, *[Cell("")] * 3, back), kind_words(change.kind))
