"""Setting up: both sides mark the draft apart, then settle the differences line by line (framework.md section 4).

Nobody sees the other side's marks before both are through; then what differs is shown side by side.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from framework.agreement import Rule
from framework.agreement_versions import SIDES
from framework.people import Function, Person, holders


class Mark(StrEnum):
    """What a side thinks of one line of the draft."""

    KEEP = "keep"
    CHANGE = "change"
    STRIKE = "strike"


class LineMark(NamedTuple):
    """One side's mark on one rule. CHANGE carries the limits (measured) or the words (statement) it wants instead.

    `row_version` counts changes of the row; 0: not kept yet.
    """

    rule_id: str
    function: Function
    mark: Mark
    promise_limit: Decimal | None = None
    stop_limit: Decimal | None = None
    say: str = ""
    row_version: int = 0


class Stage(StrEnum):
    """How far the set-up has come."""

    MARK = "mark"
    SETTLE = "settle"
    SIGN = "sign"


class SetUp(NamedTuple):
    """Where the set-up stands.

    `waiting_for` are the sides that have not marked every line; `to_settle` are the rules whose two marks differ, or
    that a side wants to change or strike, and that nobody has settled yet, in the order of the draft.
    """

    stage: Stage
    waiting_for: tuple[Function, ...]
    to_settle: tuple[Rule, ...]
    settled: int


Marks = Mapping[tuple[str, Function], LineMark]


def by_line(marks: Iterable[LineMark]) -> dict[tuple[str, Function], LineMark]:
    """Return marks by rule and side."""
    return {(mark.rule_id, mark.function): mark for mark in marks}


def needs_two(people: Sequence[Person]) -> bool:
    """Say whether there are two sides to mark apart: somebody sells, and somebody else delivers."""
    sellers, deliverers = (holders(tuple(people), side) for side in SIDES)
    return any(seller.id != deliverer.id for seller in sellers for deliverer in deliverers)


def side_to_mark(person: Person, people: Sequence[Person]) -> Function | None:
    """Return the side for which `person` marks the draft; None for somebody who does neither.

    Somebody who does both marks for the side that nobody holds alone, and for Sales where others see to either. Where
    everybody does both, the first of them marks for Sales and the others for Operations, so that no side goes unmarked.
    """
    own = [side for side in SIDES if side in person.functions]
    if len(own) < 2:
        return own[0] if own else None
    left = [side for side in SIDES if all(len(each.functions) > 1 for each in holders(tuple(people), side))]
    if len(left) < 2:
        return left[0] if left else Function.SALES
    first = next(iter(holders(tuple(people), Function.SALES)), person)
    return Function.SALES if first.id == person.id else Function.OPERATIONS


def disputed(rule: Rule, marks: Marks) -> bool:
    """Say whether a line has to be settled: one of the sides does not want to keep it as it is."""
    found = [mark for side in SIDES if (mark := marks.get((rule.id, side))) is not None]
    return any(mark.mark is not Mark.KEEP for mark in found)


def agreed_already(rule: Rule, marks: Marks) -> LineMark | None:
    """Return what both sides want alike, other than keeping the line: then there is nothing to talk about."""
    sales, operations = (marks.get((rule.id, side)) for side in SIDES)
    if sales is None or operations is None or sales.mark is Mark.KEEP:
        return None
    same = sales[2:6] == operations[2:6]
    return sales if same else None


def set_up(
    rules: Sequence[Rule], marks: Marks, settled: Iterable[str], people: Sequence[Person], *, apart: bool = True
) -> SetUp:
    """Return where the set-up stands. `rules` are those of the draft that both were given, struck ones included.

    `settled` are the rules on which both have decided. With `apart` False, or where one person holds both functions,
    there is nothing to mark.
    """
    done = set(settled)
    if not (apart and needs_two(people)):
        return SetUp(Stage.SIGN, (), (), len(done))
    waiting = tuple(side for side in SIDES if any((rule.id, side) not in marks for rule in rules))
    open_lines = tuple(rule for rule in rules if rule.id not in done and disputed(rule, marks))
    stage = Stage.MARK if waiting else Stage.SETTLE if open_lines else Stage.SIGN
    return SetUp(stage, waiting, () if waiting else open_lines, len(done))
