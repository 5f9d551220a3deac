"""Actions of the set-up: each side marks the first draft apart, then both settle what differs, line by line."""

from collections.abc import Mapping
from typing import NamedTuple

from desktop.actions.agreement import check_open, flaw_say, touch
from framework.agreement import Rule, flaw_of
from framework.agreement_setup import LineMark, Mark, Marks, SetUp, Stage, by_line, set_up, side_to_mark
from framework.agreement_versions import Version, sides_to_sign
from framework.business import Business
from framework.people import Function, Person
from resources.words import tr
from storage import agreement_writing as writing
from storage.agreement import read_rules
from storage.agreement_setup import is_marked_apart, read_marks, read_settled
from storage.book import Author, Book
from storage.trouble import Refused, Trouble


class Marking(NamedTuple):
    """The set-up of a draft: where it stands, what each side marked, and what was settled, by rule."""

    state: SetUp
    marks: Marks
    settled: Mapping[str, Mark]


def read_marking(book: Book, version: Version, business: Business) -> Marking:
    """Return where the set-up of the first draft stands."""
    marks = by_line(read_marks(book, version.id))
    settled = read_settled(book, version.id)
    state = set_up(version.agreement.rules, marks, settled, business.people, apart=is_marked_apart(book, version.id))
    return Marking(state, marks, settled)


def waits_in_set_up(book: Book, version: Version, person: Person, business: Business) -> bool:
    """Say whether the set-up waits for `person`: to mark the draft, to settle what differs, or to sign."""
    state = read_marking(book, version, business).state
    side = side_to_mark(person, business.people)
    match state.stage:
        case Stage.MARK:
            return side in state.waiting_for
        case Stage.SETTLE:
            return side is not None
    return bool(sides_to_sign(version, person, business.people))


def mark_line(*, book: Book, who: Author, version: Version, rule: Rule, mark: LineMark) -> None:
    """Keep what one side thinks of a line. Raises Trouble for a change that can't be signed.

    The history names no line and no mark: the other side can read it before it has marked the draft itself.
    """
    _check(rule, mark)
    with book.change(tr("Mark a line of the draft"), who=who) as change:
        check_open(book, version)
        writing.save_mark(book, change, version.id, mark)


def keep_the_rest(*, book: Book, who: Author, version: Version, marks: Marks, side: Function) -> int:
    """Mark every line that a side has not looked at as kept, and return how many these were.

    The history says as little of it as of a single line.
    """
    rest = [rule for rule in version.agreement.rules if (rule.id, side) not in marks]
    with book.change(tr("Mark lines of the draft"), who=who) as change:
        check_open(book, version)
        for rule in rest:
            writing.save_mark(book, change, version.id, LineMark(rule.id, side, Mark.KEEP))
    return len(rest)


def settle_line(*, book: Book, who: Author, version: Version, rule: Rule, outcome: LineMark) -> None:
    """Write down what both settled on, in the draft itself. Raises Trouble for a rule that can't be signed.

    Raises Refused when the line is no longer as it was read: another window has settled it.
    """
    _check(rule, outcome)
    with book.change(tr("Settled: {rule}").format(rule=rule.say[:80]), who=who) as change:
        touch(book, change, version)
        if rule not in read_rules(book, version.id):
            raise Refused(tr("This line has been changed in the meantime, so nothing was settled."))
        writing.settle(book, change, version.id, outcome)
        if outcome.mark is Mark.STRIKE:
            writing.remove_rule(book, change, version.id, rule.id)
        elif outcome.mark is Mark.CHANGE:
            writing.update_rule(book, change, version.id, changed(rule, outcome))


def changed(rule: Rule, mark: LineMark) -> Rule:
    """Return the rule as a mark wants it."""
    if mark.mark is not Mark.CHANGE:
        return rule
    if rule.measure is None:
        return rule._replace(say=mark.say)
    return rule._replace(promise_limit=mark.promise_limit, stop_limit=mark.stop_limit)


def skip_marking(*, book: Book, who: Author, version: Version) -> None:
    """Leave the marking out: both sit together and change the draft as it is."""
    with book.change(tr("Go through the draft together"), who=who) as change:
        check_open(book, version)
        writing.save_version(change, version.id, {"apart": False})


def _check(rule: Rule, mark: LineMark) -> None:
    wanted = changed(rule, mark)
    flaw = flaw_of(wanted)
    if flaw is not None:
        raise Trouble(flaw_say(flaw, rule))
