"""What differs between two versions of the agreement, line by line (framework.md section 4)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from framework.agreement import Agreement, Rule
from framework.catalogue import Offering
from framework.escalation import Step


class Kind(StrEnum):
    """What became of a line."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Order(NamedTuple):
    """The steps of a ladder, from the bottom up, where it is their order that differs."""

    steps: tuple[Step, ...]


Line = Rule | Offering | Step | Order | str | None


class Difference(NamedTuple):
    """One line that differs: a `Rule`, an `Offering`, a `Step`, or the text of what Operations may refuse.

    An `Order` is that of the steps that are in both. `before` is None where it was added, `after` where it was removed.
    `fields` names what differs in both.
    """

    kind: Kind
    before: Line
    after: Line
    fields: tuple[str, ...] = ()


def differences(old: Agreement, new: Agreement) -> tuple[Difference, ...]:
    """Return what `new` changes in `old`: rules, offerings, ladder, veto, each in the order of the newer version."""
    found = [
        *_lines({rule.id: rule for rule in old.rules}, {rule.id: rule for rule in new.rules}),
        *_lines(old.offerings, new.offerings),
        *_lines({step.id: step for step in old.ladder}, {step.id: step for step in new.ladder}),
    ]
    before, after = _shared(old, new), _shared(new, old)
    if [step.id for step in before] != [step.id for step in after]:
        found.append(Difference(Kind.CHANGED, Order(before), Order(after), ("steps",)))
    if old.veto != new.veto:
        kind = Kind.ADDED if not old.veto else Kind.REMOVED if not new.veto else Kind.CHANGED
        found.append(Difference(kind, old.veto or None, new.veto or None))
    return tuple(found)


def _shared(agreement: Agreement, other: Agreement) -> tuple[Step, ...]:
    known = {step.id for step in other.ladder}
    return tuple(step for step in agreement.ladder if step.id in known)


def _lines(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterable[Difference]:
    for key, line in new.items():
        if key not in old:
            yield Difference(Kind.ADDED, None, line)
            continue
        fields = tuple(name for name in line._fields if getattr(old[key], name) != getattr(line, name))
        if fields:
            yield Difference(Kind.CHANGED, old[key], line, fields)
    for key, line in old.items():
        if key not in new:
            yield Difference(Kind.REMOVED, line, None)
