"""Actions on the agreement: a proposal is written, proposed, answered, signed by both sides, and comes into force."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from framework.agreement import Agreement, Flaw, Rule, flaw_of, flaws, twin_of
from framework.agreement_changes import differences
from framework.agreement_versions import (
    State,
    Version,
    can_start,
    earliest_start,
    missing_sides,
    open_version,
    sides_to_sign,
    signed_versions,
)
from framework.business import in_force_on
from framework.escalation import Step
from framework.people import Function, Person
from resources.words import tr
from storage import agreement_writing as writing
from storage.agreement import read_rules
from storage.agreement_versions import read_versions
from storage.book import Author, Book
from storage.trouble import Refused, Trouble

if TYPE_CHECKING:
    from storage.writing import Change

LONGEST = 1000
LONGEST_NAME = 200


class Standing(NamedTuple):
    """Where the agreement stands: all versions, the one in force, one that is signed for later, and the open one.

    `in_force` None: nobody has signed anything yet, and `open` is the draft that is used meanwhile.
    """

    versions: tuple[Version, ...]
    in_force: Version | None
    coming: Version | None
    open: Version | None

    @property
    def shown(self) -> Version | None:
        """The version that holds today: in force, else the draft."""
        return self.in_force or self.open

    @property
    def before(self) -> Version | None:
        """The version before the one in force, None for the first."""
        signed = signed_versions(self.versions)
        at = signed.index(self.in_force) if self.in_force in signed else 0
        return signed[at - 1] if at else None

    def basis(self, version: Version) -> Version | None:
        """Return the version that `version` was written from, None for the first draft."""
        return next((each for each in self.versions if each.agreement.number == version.based_on), None)


def read_standing(book: Book, digits: int, today: date) -> Standing:
    """Return where the agreement stands today."""
    versions = read_versions(book, digits)
    signed = signed_versions(versions)
    now = in_force_on([version.agreement for version in signed], today)
    in_force = next((version for version in signed if version.agreement is now), None)
    later = [each for each in signed if each.agreement.in_force_from and each.agreement.in_force_from > today]
    coming = next((version for version in later if version is not in_force), None)
    return Standing(versions, in_force, coming, open_version(versions))


# Writing a proposal


def begin_proposal(*, book: Book, who: Author, standing: Standing) -> str:
    """Begin a proposal from the newest version and return its key; the one that is open already, if there is one."""
    if standing.open is not None:
        return standing.open.id
    with book.change(tr("Begin a proposal"), who=who) as change:
        # Another window may have begun one, or have had one signed, since.
        begun = book.row("SELECT id FROM agreement WHERE state IN ('draft', 'proposed')")
        if begun is not None:
            return str(begun[0])
        newest = book.row("SELECT id FROM agreement WHERE state = 'signed' ORDER BY number DESC LIMIT 1")
        if newest is None:
            raise Trouble(tr("This file holds no agreement yet."))
        return writing.begin_version(book, change, newest[0])


def save_rule(*, book: Book, who: Author, version: Version, rule: Rule) -> None:
    """Write a rule of an open version anew, or add it when it is new. Raises Trouble for one that can't be signed."""
    check_rule(rule, version.agreement.rules)
    known = any(each.id == rule.id for each in version.agreement.rules)
    label = tr("Rule: {rule}") if known else tr("New rule: {rule}")
    with book.change(label.format(rule=rule.say[:80]), who=who) as change:
        touch(book, change, version)
        # Another window may have added one for the same measure since, or put the same one back.
        rules = read_rules(book, version.id)
        check_rule(rule, rules)
        if rule.offering_id is not None and writing.terms_of(book, version.id, rule.offering_id) is None:
            raise Trouble(tr("The offering of this rule is not in this version. Put the offering back first."))
        if known or any(each.id == rule.id for each in rules):
            writing.update_rule(book, change, version.id, rule)
        elif rule.id:
            writing.put_rule_back(book, change, version.id, rule)
        else:
            writing.add_rule(book, change, version.id, rule)


def strike_rule(*, book: Book, who: Author, version: Version, rule: Rule) -> None:
    """Strike a rule from an open version; older versions keep it."""
    with book.change(tr("Strike: {rule}").format(rule=rule.say[:80]), who=who) as change:
        touch(book, change, version)
        writing.remove_rule(book, change, version.id, rule.id)


def save_step(*, book: Book, who: Author, version: Version, step: Step, place: int | None = None) -> None:
    """Write a step of the ladder of an open version anew, or add it when it is not in it.

    `place` counts from 0 at the bottom; None leaves it where it stands, a new one at the top. Raises Trouble as
    `check_step` does.
    """
    step = check_step(step)
    known = any(each.id == step.id for each in version.agreement.ladder)
    label = tr("Ladder: {step}") if known else tr("New step: {step}")
    with book.change(label.format(step=step.name[:80]), who=who) as change:
        touch(book, change, version)
        # Another window may have put the same one back since, or taken it off.
        if known or step.id in writing.step_keys(book, version.id):
            writing.update_step(book, change, version.id, step)
            if place is not None:
                writing.move_step(book, change, version.id, step.id, place)
        else:
            writing.add_step(book, change, version.id, step, place)


def remove_step(*, book: Book, who: Author, version: Version, step: Step) -> None:
    """Take a step off the ladder of an open version; older versions keep it.

    A question that stands on it waits there until it is moved up. Raises Trouble for the last step.
    """
    with book.change(tr("Take a step off the ladder: {step}").format(step=step.name[:80]), who=who) as change:
        touch(book, change, version)
        if writing.step_keys(book, version.id) == [step.id]:
            raise Trouble(tr("A ladder needs one step at least. Change this one instead."))
        writing.remove_step(book, change, version.id, step.id)


def check_step(step: Step) -> Step:
    """Return a step as it would be kept. Raises Trouble for a name that is missing or too long, and for a long text."""
    name = " ".join(step.name.split())
    if not name:
        raise Trouble(tr("A step needs a name."))
    if len(name) > LONGEST_NAME:
        raise Trouble(tr("The name is too long; {count} characters fit.").format(count=LONGEST_NAME))
    return step._replace(name=name, belongs=check_words(step.belongs))


def save_veto(*, book: Book, who: Author, version: Version, veto: str) -> None:
    """Write what Operations may refuse, in an open version."""
    words = check_words(veto)
    with book.change(tr("What Operations may refuse"), who=who) as change:
        touch(book, change, version)
        writing.save_version(change, version.id, {"veto": words})


def touch(book: Book, change: "Change", version: Version) -> None:
    """Note that the text of an open version changes: what was signed before was another text, so it is a draft again.

    Raises Refused for a version that is no longer open.
    """
    check_open(book, version)
    writing.remove_signatures(book, change, version.id)
    writing.save_version(change, version.id, {"state": State.DRAFT.value, "written_at": change.at})


def check_open(book: Book, version: Version) -> None:
    """Raise Refused for a version that is no longer open by now, whatever it was when it was read."""
    now = book.row("SELECT state FROM agreement WHERE id = ?", (version.id,))
    if now is None or now[0] not in (State.DRAFT, State.PROPOSED):
        raise Refused(tr("This version has been signed or taken back in the meantime, so nothing was changed."))


def check_rule(rule: Rule, rules: Sequence[Rule]) -> None:
    """Raise Trouble for a rule that can't be signed, or that stands in `rules` already."""
    flaw = flaw_of(rule)
    if flaw is None and twin_of(rule, rules) is not None:
        flaw = Flaw.TWICE
    if flaw is not None:
        raise Trouble(flaw_say(flaw, rule))
    if not rule.say.strip():
        raise Trouble(tr("Write the rule in your words."))


def flaw_say(flaw: Flaw, rule: Rule) -> str:
    """Return what is wrong with a rule and what to do, in a sentence."""
    say = {
        Flaw.NO_WORDS: tr("Write the sentence that is true or false of a deal."),
        Flaw.NO_ZONE: tr("Choose where “{rule}” leads: ask first, or off the table."),
        Flaw.NO_PROMISE_LIMIT: tr("Write how far Sales may promise alone in “{rule}”."),
        Flaw.NO_NUMBER: tr("A limit of “{rule}” is not a number."),
        Flaw.STOP_ABOVE: tr(
            "In “{rule}” the stop lies above the limit for Sales, so some deals would be in two zones. "
            "Make the stop the smaller number."
        ),
        Flaw.STOP_BELOW: tr(
            "In “{rule}” the stop lies below the limit for Sales, so some deals would be in two zones. "
            "Make the stop the larger number."
        ),
        Flaw.TWICE: tr(
            "There is a rule for the same measure and offering already. Change that one instead of “{rule}”."
        ),
    }[flaw]
    return say.format(rule=rule.say[:80])


# Proposing, signing, answering


def propose(
    *,
    book: Book,
    who: Author,
    standing: Standing,
    version: Version,
    people: Sequence[Person],
    why: str,
    starts_on: date | None,
    today: date,
) -> int | None:
    """Put an open version to the other side, signed by whoever proposes it. Returns its number if it is in force.

    Raises Trouble when it changes nothing, has a rule that can't be signed, or begins before the one in force.
    """
    basis = standing.basis(version)
    if basis is not None and not differences(basis.agreement, version.agreement):
        raise Trouble(
            tr("Nothing differs from version {number} yet. Change a rule, an offering or a step first.").format(
                number=basis.agreement.number
            )
        )
    _check_ready(version.agreement)
    if not can_start(starts_on, standing.versions, today):
        raise Trouble(
            tr("It can't be in force before {day}: another version is, until then.").format(
                day=earliest_start(standing.versions, today).isoformat()
            )
        )
    person = _person(people, who)
    with book.change(tr("Propose a change of the agreement"), who=who) as change:
        writing.save_version(
            change,
            version.id,
            {
                "state": State.PROPOSED.value,
                "starts_on": starts_on,
                "why": check_words(why),
                "written_by": who.id or None,
                "written_at": change.at,
            },
            seen=version.row_version,
        )
        if writing.remove_signatures(book, change, version.id):
            change.flush()  # the same side may sign again
        unsigned = version._replace(signatures=(), starts_on=starts_on)
        return _sign(book, change, standing, unsigned, person, people, None, today)


def sign(
    *,
    book: Book,
    who: Author,
    standing: Standing,
    version: Version,
    people: Sequence[Person],
    side: Function,
    today: date,
) -> int | None:
    """Sign a version for one side. Returns its number when both have signed and it has its day, else None.

    Raises Conflict when the text has changed since it was read, Trouble for somebody who may not sign for `side`, and
    for a draft beside what is in force: it is proposed first.
    """
    if version.state is State.DRAFT and standing.in_force is not None:
        raise Trouble(tr("This is still being written. Propose it first: that signs it for your side."))
    _check_ready(version.agreement)
    person = _person(people, who)
    if side not in sides_to_sign(version, person, people):
        raise Trouble(_may_not_sign(version, side, person))
    label = tr("Sign for Sales") if side is Function.SALES else tr("Sign for Operations")
    with book.change(label, who=who) as change:
        writing.save_version(change, version.id, {}, seen=version.row_version)
        return _sign(book, change, standing, version, person, people, side, today)


def _sign(
    book: Book,
    change: "Change",
    standing: Standing,
    version: Version,
    person: Person,
    people: Sequence[Person],
    only: Function | None,
    today: date,
) -> int | None:
    """Sign for `only`, or for every side the person may sign for; put the version in force when none is missing."""
    mine = [side for side in sides_to_sign(version, person, people) if only in (None, side)]
    if only is None and len(mine) > 1 and any(p.id != person.id and p.functions for p in people):
        # Somebody else could sign one of the two: proposing is no reason to sign for both.
        mine = mine[:1]
    for side in mine:
        writing.add_signature(change, version.id, side)
    # Also a signature moves the version on, so that two people who sign at once do not miss each other.
    writing.save_version(change, version.id, {"written_at": change.at})
    if set(missing_sides(version)) - set(mine):
        return None
    since = max(version.starts_on or today, earliest_start(standing.versions, today))
    return writing.put_in_force(book, change, version.id, since)


def _may_not_sign(version: Version, side: Function, person: Person) -> str:
    if version.signature_of(side) is not None:
        return tr("This side has signed already.")
    if side in person.functions:
        return tr("{name} has signed for the other side. Somebody else signs for this one.").format(name=person.name)
    if side is Function.SALES:
        return tr("{name} doesn't sell here. Choose who is acting, at the bottom left.").format(name=person.name)
    return tr("{name} doesn't deliver here. Choose who is acting, at the bottom left.").format(name=person.name)


def _check_ready(agreement: Agreement) -> None:
    found = flaws(agreement.rules)
    if found:
        rule, flaw = found[0]
        raise Trouble(flaw_say(flaw, rule))
    if not agreement.rules:
        raise Trouble(tr("An agreement without a rule says nothing. Add one first."))


def _person(people: Sequence[Person], who: Author) -> Person:
    found = next((person for person in people if person.id == who.id), None)
    if found is None:
        raise Trouble(tr("Choose who is acting first, at the bottom left."))
    return found


def reply(*, book: Book, who: Author, version: Version, say: str) -> None:
    """Answer an open version with words instead of a signature."""
    words = check_words(say)
    if not words:
        raise Trouble(tr("Write what you want to talk about."))
    if not who.id:
        raise Trouble(tr("Choose who is acting first, at the bottom left."))
    with book.change(tr("Words about the proposal"), who=who) as change:
        check_open(book, version)
        writing.add_reply(change, version.id, words)


def take_back(*, book: Book, who: Author, standing: Standing, version: Version) -> None:
    """Take back an open version. It stays readable in the history, unless it changed nothing and nobody answered.

    Raises Conflict when it has changed since it was read, for it may be signed by now.
    """
    if standing.in_force is None:
        raise Trouble(tr("This is the first draft: change it until both can sign it."))
    basis = standing.basis(version)
    same = basis is not None and not differences(basis.agreement, version.agreement)
    with book.change(tr("Take back the proposal"), who=who) as change:
        writing.save_version(change, version.id, {}, seen=version.row_version)
        check_open(book, version)
        if same and book.row("SELECT id FROM reply WHERE agreement_id = ?", (version.id,)) is None:
            writing.drop_lines(book, change, version.id)
        else:
            writing.save_version(change, version.id, {"state": State.DROPPED.value})


def check_words(text: str) -> str:
    """Return a text as it would be kept, line by line. Raises Trouble for one that is too long."""
    words = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if len(words) > LONGEST:
        raise Trouble(tr("{count} characters fit here. Say it shorter.").format(count=LONGEST))
    return words
