"""Actions on the agreement on a real file: written, proposed, signed, in force; deals judged by their version."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.agreement import (
    LONGEST,
    LONGEST_NAME,
    begin_proposal,
    propose,
    read_standing,
    reply,
    save_rule,
    save_step,
    save_veto,
    sign,
    strike_rule,
    take_back,
)
from desktop.actions.desk import Judged, judge, judge_open, read_desk
from desktop.actions.intake import answer_item, create_deal, move_deal
from desktop.actions.offerings import retire_offering
from framework.agreement import Decider, Flaw, Measure, Role, Rule, Silence, Zone
from framework.agreement_changes import Kind, differences
from framework.agreement_versions import State, signed_versions
from framework.checklist import Answer
from framework.deal import Stage
from framework.intake import RULE_ITEM, Reason, items_for
from storage.book import Author, Book
from storage.business import read_business
from storage.founding import Founder
from storage.intake import read_deal
from storage.opening import create_book, open_book
from storage.trouble import Conflict, Refused, Trouble
from tests.desktop.actions.agreement_file import (
    ANA_AND_BEN,
    BOTH_ALONE,
    OPERATIONS,
    SALES,
    TODAY,
    AgreementFile,
    assert_nothing_written,
    assert_undone_and_redone,
    assert_whole,
    content,
    new_file,
)

DAY = timedelta(days=1)
NEW = Rule("", Measure.DEAL_VALUE, "Price of one deal", promise_limit=Decimal(20000), stop_limit=Decimal(50000))
SENTENCE = Rule("", None, "It is fitted by night", zone=Zone.OFF)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A sign shop of two with its agreement in force, one with the first draft, and one of somebody alone."""
    folder = tmp_path_factory.mktemp("templates")
    made = {name: folder / f"{name}.handshake" for name in ("two", "draft", "alone")}
    new_file(made["two"]).close()
    new_file(made["draft"], in_force=False).close()
    new_file(made["alone"], BOTH_ALONE).close()
    return made


@pytest.fixture
def opened(tmp_path: Path, templates: dict[str, Path]) -> Iterator[Callable[[str], AgreementFile]]:
    """Open a copy of a template."""
    books: list[Book] = []

    def open_copy(name: str) -> AgreementFile:
        path = tmp_path / f"{name}.handshake"
        if not path.exists():
            shutil.copyfile(templates[name], path)
        books.append(open_book(path))
        return AgreementFile(books[-1])

    yield open_copy
    for book in books:
        book.close()


@pytest.fixture
def two(opened: Callable[[str], AgreementFile]) -> AgreementFile:
    """Ana sells, Ben delivers, version 1 is in force from today."""
    return opened("two")


@pytest.fixture
def theirs(two: AgreementFile, opened: Callable[[str], AgreementFile]) -> AgreementFile:
    """The same file in a second window."""
    return opened("two")


# Writing a proposal


def test_a_proposal_begins_with_everything_that_is_in_force(two: AgreementFile) -> None:
    before = two.in_force
    assert two.standing.before is None
    key = two.begin("Ben")
    begun, ben = two.open, two.author("Ben").id
    assert (begun.id, begun.state, begun.based_on, begun.written_by) == (key, State.DRAFT, 1, ben)
    assert begun.agreement == before.agreement._replace(number=0, in_force_from=None)
    agreement = begun.agreement
    assert len(agreement.rules) == 17 and len(agreement.ladder) == 4 and agreement.veto
    assert agreement.offerings and all(offering.hours for offering in agreement.offerings.values())
    assert any(offering.options and offering.data_needed for offering in agreement.offerings.values())
    assert (begun.signatures, begun.replies, begun.starts_on, begun.why) == ((), (), None, "")
    # Copied lines, not shared ones: no row belongs to both.
    for table in ("rule", "offering_terms", "ladder_step"):
        found = two.book.rows(f"SELECT agreement_id, count(*) FROM {table} GROUP BY agreement_id")
        assert dict(found)[key] == dict(found)[before.id] and len(found) == 2, table
    assert two.in_force == before
    assert differences(before.agreement, agreement) == ()


def test_a_proposal_that_is_begun_already_is_not_begun_again(two: AgreementFile, theirs: AgreementFile) -> None:
    unaware = theirs.standing
    key = two.begin("Ana")
    assert two.begin("Ben") == key
    assert_nothing_written(theirs.book, lambda: begin_proposal(book=theirs.book, who=Author(), standing=unaware))
    assert begin_proposal(book=theirs.book, who=theirs.author("Ben"), standing=unaware) == key
    assert [version.state for version in two.standing.versions] == [State.SIGNED, State.DRAFT]


def test_a_window_that_is_behind_begins_from_the_newest_version(two: AgreementFile, theirs: AgreementFile) -> None:
    """Else what was signed meanwhile would be taken back without a word by the next version."""
    unaware = theirs.standing
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    two.agree()
    begin_proposal(book=theirs.book, who=theirs.author("Ben"), standing=unaware)
    assert theirs.open.based_on == 2
    assert theirs.rule(Measure.DISCOUNT).promise_limit == 7


def test_a_file_without_an_agreement_says_so(tmp_path: Path) -> None:
    with create_book(tmp_path / "Empty.handshake") as book, pytest.raises(Trouble, match="holds no agreement yet"):
        begin_proposal(book=book, who=Author(), standing=read_standing(book, 2, TODAY))


def test_what_is_in_force_is_not_touched_by_writing(two: AgreementFile) -> None:
    before, rows = two.in_force, dict(two.book.rows("SELECT id, version FROM rule"))
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7), told=frozenset({Role.OWNER}))
    two.save(NEW)
    strike_rule(book=two.book, who=two.author("Ana"), version=two.open, rule=two.rule(Measure.MARGIN))
    step = two.open.agreement.ladder[0]
    save_step(book=two.book, who=two.author("Ana"), version=two.open, step=step._replace(name="Alone"))
    save_veto(book=two.book, who=two.author("Ana"), version=two.open, veto="Nothing at all")
    assert two.in_force == before
    after = dict(two.book.rows("SELECT id, version FROM rule"))
    assert {key: after[key] for key in rows} == rows
    kinds = [each.kind for each in differences(before.agreement, two.open.agreement)]
    assert sorted(kinds) == sorted([Kind.CHANGED, Kind.ADDED, Kind.REMOVED, Kind.CHANGED, Kind.CHANGED])


def test_a_rule_is_kept_with_all_it_says(two: AgreementFile) -> None:
    two.begin()
    wanted = two.rule(Measure.DISCOUNT)._replace(
        say="A discount",
        promise_limit=Decimal("7.25"),
        stop_limit=Decimal("12.5"),
        decides=Decider.LEADS,
        answer_hours=Decimal("2.75"),
        silence=Silence.NO,
        exception_by="Both leads",
        why="Ten was too much",
        told=frozenset({Role.OWNER, Role.SALES}),
    )
    two.save(wanted)
    assert two.rule(Measure.DISCOUNT) == wanted
    two.save(wanted._replace(stop_limit=None))
    assert two.rule(Measure.DISCOUNT).stop_limit is None


def test_a_rule_keeps_its_key_through_every_version(two: AgreementFile) -> None:
    first = two.rule(Measure.DISCOUNT)
    for limit in (9, 8, 7):
        two.edit(Measure.DISCOUNT, promise_limit=Decimal(limit))
        two.agree()
    versions = signed_versions(two.standing.versions)
    limits = [next(r.promise_limit for r in v.agreement.rules if r.id == first.id) for v in versions]
    assert limits == [first.promise_limit, 9, 8, 7]
    assert two.standing.before == versions[2] and two.standing.basis(versions[3]) == versions[2]
    assert len({tuple(rule.id for rule in version.agreement.rules) for version in versions}) == 1
    assert len({tuple(step.id for step in version.agreement.ladder) for version in versions}) == 1


def test_a_new_rule_comes_last_and_a_struck_one_returns_with_its_old_key(two: AgreementFile) -> None:
    two.begin()
    two.save(NEW)
    added = two.open.agreement.rules[-1]
    assert added == NEW._replace(id=added.id) and len(added.id) == 32
    for struck in (two.rule(Measure.MARGIN), added):
        strike_rule(book=two.book, who=two.author("Ben"), version=two.open, rule=struck)
        assert struck.id not in [rule.id for rule in two.open.agreement.rules]
        assert_whole(two.book)
        two.save(struck)
        assert two.open.agreement.rules[-1] == struck
        assert_whole(two.book)
    (only,) = differences(two.in_force.agreement, two.open.agreement)
    assert (only.kind, only.after) == (Kind.ADDED, added)


@pytest.mark.parametrize(
    ("flaw", "wrong", "say"),
    [
        (Flaw.NO_WORDS, SENTENCE._replace(say="  "), "Write the sentence that is true or false of a deal."),
        (Flaw.NO_ZONE, SENTENCE._replace(zone=None), "Choose where “It is fitted by night” leads"),
        (Flaw.NO_ZONE, SENTENCE._replace(zone=Zone.OPEN), "Choose where “It is fitted by night” leads"),
        (Flaw.NO_PROMISE_LIMIT, NEW._replace(promise_limit=None), "Write how far Sales may promise alone in “Price"),
        (Flaw.NO_NUMBER, NEW._replace(promise_limit=Decimal("NaN")), "A limit of “Price of one deal” is not a number."),
        (Flaw.NO_NUMBER, NEW._replace(stop_limit=Decimal("Infinity")), "A limit of “Price of one deal” is not a"),
        (Flaw.STOP_BELOW, NEW._replace(stop_limit=Decimal(19999)), "Make the stop the larger number."),
        (Flaw.TWICE, NEW._replace(measure=Measure.MARGIN, stop_limit=Decimal(5)), "Change that one instead of “Price"),
        (None, NEW._replace(say=" "), "Write the rule in your words."),
    ],
)
def test_a_new_rule_that_cannot_be_signed_is_refused(two: AgreementFile, flaw: Any, wrong: Rule, say: str) -> None:
    two.begin()
    with pytest.raises(Trouble) as caught:
        assert_nothing_written(two.book, lambda: two.save(wrong))
    assert say in caught.value.say, flaw


def test_a_limit_the_wrong_way_round_is_refused_where_higher_is_better_as_well(two: AgreementFile) -> None:
    two.begin()
    margin = two.rule(Measure.MARGIN)
    with pytest.raises(Trouble, match="Make the stop the smaller number"):
        assert_nothing_written(two.book, lambda: two.save(margin._replace(stop_limit=Decimal(31))))
    two.save(margin._replace(stop_limit=margin.promise_limit))  # the zone between them may be empty
    assert two.rule(Measure.MARGIN).stop_limit == margin.promise_limit


def test_there_are_no_two_rules_for_the_same_measure_and_offering(two: AgreementFile) -> None:
    two.begin()
    fascia, wayfinding = [r for r in two.open.agreement.rules if r.measure is Measure.LEAD_TIME and r.offering_id][:2]
    margin = two.rule(Measure.MARGIN)
    for twin in (
        fascia._replace(offering_id=wayfinding.offering_id),
        fascia._replace(offering_id=None),
        fascia._replace(id="", say="Once more"),
        margin._replace(id="f" * 32),
    ):
        with pytest.raises(Trouble, match="a rule for the same measure and offering already"):
            assert_nothing_written(two.book, partial(two.save, twin))
    two.save(margin._replace(id="", offering_id=fascia.offering_id, say="Margin on a fascia"))
    two.save(SENTENCE)
    two.save(SENTENCE)  # of sentences there may be two alike
    assert [rule.say for rule in two.open.agreement.rules][-3:] == ["Margin on a fascia", SENTENCE.say, SENTENCE.say]


def test_two_windows_make_no_twins(two: AgreementFile, theirs: AgreementFile) -> None:
    two.begin()
    stale = theirs.open
    two.save(NEW)
    with pytest.raises(Trouble, match="a rule for the same measure and offering already"):
        assert_nothing_written(theirs.book, lambda: theirs.save(NEW._replace(say="Mine"), "Ben", stale))
    struck = two.rule(Measure.MARGIN)
    strike_rule(book=two.book, who=two.author("Ana"), version=two.open, rule=struck)
    stale = theirs.open
    two.save(struck)
    theirs.save(struck._replace(why="So it is"), "Ben", stale)
    found = [rule for rule in theirs.open.agreement.rules if rule.id == struck.id]
    assert found == [struck._replace(why="So it is")]


def test_a_rule_is_for_an_offering_of_its_version(two: AgreementFile, theirs: AgreementFile) -> None:
    """Another window takes the offering out while the rule is being written."""
    two.begin()
    fascia = next(rule for rule in two.open.agreement.rules if rule.offering_id is not None)
    stale, offering = theirs.open, two.open.agreement.offerings[fascia.offering_id or ""]
    retire_offering(book=two.book, who=two.author("Ana"), version=two.open, offering=offering)
    for rule in (fascia, NEW._replace(offering_id=offering.id)):
        with pytest.raises(Trouble, match="The offering of this rule is not in this version"):
            assert_nothing_written(theirs.book, partial(theirs.save, rule, "Ben", stale))


def test_what_another_window_struck_is_not_written_again(two: AgreementFile, theirs: AgreementFile) -> None:
    two.begin()
    stale, margin = theirs.open, theirs.rule(Measure.MARGIN)
    strike_rule(book=two.book, who=two.author("Ana"), version=two.open, rule=margin)
    for act in (
        lambda: theirs.save(margin._replace(why="x"), "Ben", stale),
        lambda: strike_rule(book=theirs.book, who=theirs.author("Ben"), version=stale, rule=margin),
    ):
        with pytest.raises(Refused, match="struck in the meantime"):
            assert_nothing_written(theirs.book, act)


def test_steps_and_the_veto_are_kept_tidy(two: AgreementFile) -> None:
    two.begin()
    step = two.open.agreement.ladder[1]
    write: Any = {"book": two.book, "who": two.author("Ben"), "version": two.open}
    for wrong, say in (
        (step._replace(name=" \n "), "A step needs a name."),
        (step._replace(name="x" * (LONGEST_NAME + 1)), "The name is too long; 200 characters fit."),
        (step._replace(belongs="x" * (LONGEST + 1)), "1000 characters fit here. Say it shorter."),
    ):
        with pytest.raises(Trouble) as caught:
            assert_nothing_written(two.book, partial(save_step, step=wrong, **write))
        assert caught.value.say == say
    with pytest.raises(Trouble, match="Say it shorter"):
        save_veto(veto="x" * (LONGEST + 1), **write)
    save_step(step=step._replace(name=" Both  at\nonce", belongs="a  b\n\n c ", answer_hours=Decimal("1.5")), **write)
    save_veto(veto="  No site check  \n no date ", **write)
    kept = two.open.agreement.ladder[1]
    assert (kept.name, kept.belongs, kept.answer_hours) == ("Both at once", "a b\n\nc", Decimal("1.5"))
    assert two.open.agreement.veto == "No site check\nno date"
    assert [each.id for each in two.open.agreement.ladder] == [each.id for each in two.in_force.agreement.ladder]


# Proposing and signing


def test_proposing_signs_for_the_side_of_who_proposes(two: AgreementFile) -> None:
    for who, side in (("Ana", SALES), ("Ben", OPERATIONS)):
        two.edit(Measure.DISCOUNT, promise_limit=Decimal(7) if who == "Ana" else Decimal(6))
        assert two.propose(who, starts_on=TODAY + 7 * DAY, why="  Too   much ") is None
        proposed = two.open
        assert [(each.function, each.person_id) for each in proposed.signatures] == [(side, two.author(who).id)]
        assert (proposed.state, proposed.why, proposed.written_by) == (State.PROPOSED, "Too much", two.author(who).id)
        assert (proposed.starts_on, proposed.written_at) == (TODAY + 7 * DAY, proposed.signatures[0].at)
        assert two.in_force.agreement.number == 1 and proposed.agreement.number == 0


def test_a_proposal_can_be_proposed_anew_by_the_same_side_and_by_the_other(two: AgreementFile) -> None:
    """Another day, another reason: the signature that counts is that under what stands there now."""
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    for who, side, why in (("Ana", SALES, "a"), ("Ana", SALES, "b"), ("Ben", OPERATIONS, "c")):
        assert two.propose(who, why=why) is None
        (signed,) = two.open.signatures
        assert (signed.function, signed.person_id, two.open.why) == (side, two.author(who).id, why)


def test_what_changes_nothing_cannot_be_proposed(two: AgreementFile) -> None:
    before = two.rule(Measure.DISCOUNT)
    two.begin()
    for limit in (before.promise_limit, Decimal(7), before.promise_limit):
        two.edit(Measure.DISCOUNT, promise_limit=limit)
    with pytest.raises(
        Trouble, match=re.escape("Nothing differs from version 1 yet. Change a rule, an offering or a step first")
    ):
        assert_nothing_written(two.book, two.propose)


def test_what_cannot_be_signed_cannot_be_proposed(two: AgreementFile, theirs: AgreementFile) -> None:
    two.begin()
    fascia = next(rule for rule in two.open.agreement.rules if rule.offering_id is not None)
    with two.book.change("Past the actions") as change:
        (row,) = two.book.rows("SELECT id FROM rule WHERE first_id = ? AND agreement_id = ?", (fascia.id, two.open.id))
        change.update("rule", row[0], {"offering_id": None})
    with pytest.raises(Trouble, match="a rule for the same measure and offering already"):
        assert_nothing_written(two.book, two.propose)
    for rule in two.open.agreement.rules:
        strike_rule(book=two.book, who=two.author("Ana"), version=two.open, rule=rule)
    with pytest.raises(Trouble, match="without a rule says nothing"):
        assert_nothing_written(two.book, two.propose)


def test_nobody_in_particular_does_nothing(two: AgreementFile) -> None:
    begin_and_propose(two)
    given: Any = {"book": two.book, "standing": two.standing, "version": two.open, "people": two.people}
    for act in (
        lambda: propose(who=Author(), why="", starts_on=None, today=TODAY, **given),
        lambda: sign(who=Author("f" * 32, "Gone"), side=OPERATIONS, today=TODAY, **given),
        lambda: reply(book=two.book, who=Author(), version=two.open, say="Hm"),
    ):
        with pytest.raises(Trouble, match="Choose who is acting first"):
            assert_nothing_written(two.book, act)


def test_no_version_begins_before_the_one_in_force(two: AgreementFile) -> None:
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    two.agree(starts_on=TODAY + 7 * DAY)
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(6))
    for day in (TODAY - DAY, TODAY, TODAY + 6 * DAY):
        with pytest.raises(Trouble, match="can't be in force before 2026-11-30: another version is, until then"):
            assert_nothing_written(two.book, partial(two.propose, starts_on=day))
    assert two.propose(starts_on=TODAY + 7 * DAY) is None
    two.today = TODAY + 30 * DAY
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(5))
    with pytest.raises(Trouble, match="before 2026-12-23"):
        two.propose(starts_on=TODAY + 29 * DAY)


@pytest.mark.parametrize("first", ["Ana", "Ben"])
def test_the_second_signature_puts_it_in_force_today(two: AgreementFile, first: str) -> None:
    second, side = ("Ben", OPERATIONS) if first == "Ana" else ("Ana", SALES)
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    two.propose(first)
    two.today = TODAY + 3 * DAY
    assert two.sign(side, second) == 2
    standing = two.standing
    assert standing.in_force is not None and standing.open is None and standing.coming is None
    assert standing.in_force.agreement[:2] == (2, TODAY + 3 * DAY)
    assert {each.function: each.person_id for each in standing.in_force.signatures} == {
        SALES: two.author("Ana").id,
        OPERATIONS: two.author("Ben").id,
    }
    assert standing.before is not None and standing.before.agreement.number == 1
    assert standing.basis(standing.in_force) == standing.before and standing.basis(standing.before) is None


def test_a_wanted_day_that_has_passed_by_then_counts_as_today(two: AgreementFile) -> None:
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    two.propose(starts_on=TODAY + 2 * DAY)
    two.today = TODAY + 5 * DAY
    assert two.sign(OPERATIONS, "Ben") == 2
    assert two.in_force.agreement.in_force_from == TODAY + 5 * DAY


def test_what_is_signed_for_a_later_day_waits_for_it(two: AgreementFile) -> None:
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    start = TODAY + 7 * DAY
    assert two.agree(starts_on=start) == 2
    standing = two.standing
    assert standing.in_force is not None and standing.in_force.agreement.number == 1
    assert standing.coming is not None and standing.coming.agreement[:2] == (2, start)
    for day, number in ((TODAY, 1), (start - DAY, 1), (start, 2), (start + 300 * DAY, 2)):
        business = read_business(two.book, day)
        assert business.agreement.number == number, day
        assert [version.number for version in business.versions] == [1, 2]
        assert business.agreement.rules[6].promise_limit == (10 if number == 1 else 7)
    two.today = start
    assert two.standing.coming is None and two.in_force.agreement.number == 2


def test_the_next_version_never_begins_before_one_that_waits(two: AgreementFile) -> None:
    """Without a wanted day it begins on the day it is signed, or with the one that waits, of which it is written."""
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    start = TODAY + 7 * DAY
    two.agree(starts_on=start)
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(6))
    assert two.open.based_on == 2
    assert two.agree() == 3
    assert [v.agreement.in_force_from for v in signed_versions(two.standing.versions)] == [TODAY, start, start]
    assert read_business(two.book, start - DAY).agreement.number == 1
    assert read_business(two.book, start).agreement.number == 3


def test_only_the_side_that_is_missing_can_be_signed_and_by_its_own_people(two: AgreementFile) -> None:
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    two.propose("Ana")
    for side, who, say in (
        (SALES, "Ana", "This side has signed already."),
        (SALES, "Ben", "This side has signed already."),
        (OPERATIONS, "Ana", "Ana doesn't deliver here. Choose who is acting, at the bottom left."),
    ):
        with pytest.raises(Trouble) as caught:
            assert_nothing_written(two.book, partial(two.sign, side, who))
        assert caught.value.say == say
    two.propose("Ben")
    with pytest.raises(Trouble, match="Ben doesn't sell here"):
        two.sign(SALES, "Ben")
    assert two.in_force.agreement.number == 1


def test_a_draft_is_proposed_before_it_is_signed(two: AgreementFile) -> None:
    """Signing checks neither that it changes anything nor when it begins: proposing does."""
    two.begin()
    for who, side in (("Ana", SALES), ("Ben", OPERATIONS)):
        with pytest.raises(Trouble, match=re.escape("still being written. Propose it first")):
            assert_nothing_written(two.book, partial(two.sign, side, who))


def test_who_has_signed_cannot_sign_what_is_in_force_again(two: AgreementFile) -> None:
    for side, who in ((SALES, "Ana"), (OPERATIONS, "Ben")):
        with pytest.raises(Trouble):
            assert_nothing_written(two.book, partial(two.sign, side, who, two.in_force))


@pytest.mark.parametrize(
    "meanwhile", ["edit", "sign", "take back", "propose anew"], ids=lambda name: name.replace(" ", "_")
)
def test_a_signature_under_what_has_moved_on_is_a_conflict(
    two: AgreementFile, theirs: AgreementFile, meanwhile: str
) -> None:
    """Ben reads, Ana acts, Ben signs what he has read: nothing of it is kept."""
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    two.propose("Ana")
    standing = theirs.standing
    if meanwhile == "edit":
        two.save(two.rule(Measure.DISCOUNT)._replace(promise_limit=Decimal(3)))
    elif meanwhile == "sign":
        two.sign(OPERATIONS, "Ben")
    elif meanwhile == "take back":
        take_back(book=two.book, who=two.author("Ana"), standing=two.standing, version=two.open)
    else:
        two.propose("Ana", starts_on=TODAY + DAY)
    versions = two.standing.versions

    def sign_what_was_read() -> None:
        assert standing.open is not None
        sign(
            book=theirs.book,
            who=theirs.author("Ben"),
            standing=standing,
            version=standing.open,
            people=theirs.people,
            side=OPERATIONS,
            today=TODAY,
        )

    with pytest.raises(Conflict):
        assert_nothing_written(theirs.book, sign_what_was_read)
    assert two.standing.versions == theirs.standing.versions == versions
    assert_whole(theirs.book)


def test_two_who_sign_at_once_do_not_miss_each_other(tmp_path: Path) -> None:
    """Olga proposed it; Ana and Ben both read it unsigned. Else both would sign and nobody put it in force."""
    founders = (*ANA_AND_BEN, Founder("Olga", sells=False, delivers=False, owner=True))
    with new_file(tmp_path / "Three.handshake", founders) as book, open_book(book.path) as other:
        mine, theirs = AgreementFile(book), AgreementFile(other)
        mine.edit(Measure.DISCOUNT, "Olga", promise_limit=Decimal(7))
        mine.propose("Olga")
        read = theirs.open
        assert mine.sign(SALES, "Ana") is None
        with pytest.raises(Conflict, match="Ana has changed this"):
            assert_nothing_written(other, partial(theirs.sign, OPERATIONS, "Ben", read))
        assert theirs.sign(OPERATIONS, "Ben") == 2


def test_a_proposal_of_what_has_moved_on_is_a_conflict(two: AgreementFile, theirs: AgreementFile) -> None:
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    standing = theirs.standing
    two.save(NEW)

    def propose_what_was_read() -> None:
        assert standing.open is not None
        propose(
            book=theirs.book,
            who=theirs.author("Ben"),
            standing=standing,
            version=standing.open,
            people=theirs.people,
            why="",
            starts_on=None,
            today=TODAY,
        )

    with pytest.raises(Conflict):
        assert_nothing_written(theirs.book, propose_what_was_read)
    assert two.open.state is State.DRAFT and two.open.signatures == ()


def edits(file: AgreementFile) -> dict[str, Callable[[], None]]:
    """Every way to change a line of the open version."""
    given: Any = {"book": file.book, "who": file.author("Ben"), "version": file.open}
    margin = file.rule(Measure.MARGIN)
    step = file.open.agreement.ladder[0]
    return {
        "rule": lambda: save_rule(rule=margin._replace(why="x"), **given),
        "new": lambda: save_rule(rule=NEW, **given),
        "strike": lambda: strike_rule(rule=margin, **given),
        "step": lambda: save_step(step=step._replace(name="x"), **given),
        "veto": lambda: save_veto(veto="x", **given),
    }


@pytest.mark.parametrize("edit", ["rule", "new", "strike", "step", "veto"])
def test_an_edit_takes_signatures_back_and_makes_a_draft_of_it(two: AgreementFile, edit: str) -> None:
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    two.propose("Ana")
    row_version = two.open.row_version
    edits(two)[edit]()
    assert (two.open.state, two.open.signatures) == (State.DRAFT, ())
    assert two.open.row_version > row_version
    assert two.propose("Ben") is None and two.sign(SALES, "Ana") == 2


@pytest.mark.parametrize("edit", ["rule", "new", "strike", "step", "veto"])
@pytest.mark.parametrize("ended", ["signed", "dropped", "gone"])
def test_nothing_is_written_into_what_is_no_longer_open(two: AgreementFile, edit: str, ended: str) -> None:
    two.begin()
    if ended != "gone":
        two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    acts = edits(two)
    if ended == "signed":
        two.agree()
    else:
        take_back(book=two.book, who=two.author("Ana"), standing=two.standing, version=two.open)
    with pytest.raises(Refused, match="signed or taken back in the meantime"):
        assert_nothing_written(two.book, acts[edit])


def test_somebody_alone_proposes_and_it_is_in_force_at_once(opened: Callable[[str], AgreementFile]) -> None:
    alone = opened("alone")
    alone.edit(Measure.DISCOUNT, "Cleo", promise_limit=Decimal(7))
    assert alone.propose("Cleo") == 2
    cleo = alone.author("Cleo").id
    assert {(each.function, each.person_id) for each in alone.in_force.signatures} == {
        (SALES, cleo),
        (OPERATIONS, cleo),
    }
    alone.edit(Measure.DISCOUNT, "Cleo", promise_limit=Decimal(6))
    assert alone.propose("Cleo", starts_on=TODAY + DAY) == 3
    assert alone.in_force.agreement.number == 2
    assert_whole(alone.book)


@pytest.mark.parametrize(
    ("others", "own", "rest"),
    [
        ((Founder("Ben", sells=False, delivers=True),), SALES, OPERATIONS),
        ((Founder("Ana", sells=True, delivers=False),), OPERATIONS, SALES),
        ((Founder("Dee", sells=True, delivers=True),), SALES, OPERATIONS),
        (ANA_AND_BEN, SALES, OPERATIONS),
    ],
    ids=lambda value: "+".join(each.name for each in value) if isinstance(value, tuple) else None,
)
def test_who_does_both_signs_one_side_where_somebody_else_can_sign(
    tmp_path: Path, others: tuple[Founder, ...], own: Any, rest: Any
) -> None:
    with new_file(tmp_path / "Both.handshake", (*BOTH_ALONE, *others)) as book:
        file = AgreementFile(book)
        file.edit(Measure.DISCOUNT, "Cleo", promise_limit=Decimal(7))
        assert file.propose("Cleo") is None
        assert [each.function for each in file.open.signatures] == [own]
        with pytest.raises(
            Trouble, match=re.escape("Cleo has signed for the other side. Somebody else signs for this one.")
        ):
            assert_nothing_written(book, lambda: file.sign(rest, "Cleo"))
        signer = next(each.name for each in others if (each.sells if rest is SALES else each.delivers))
        assert file.sign(rest, signer) == 2


def test_an_owner_who_does_neither_can_propose_and_signs_for_nobody(tmp_path: Path) -> None:
    owner = Founder("Olga", sells=False, delivers=False, owner=True)
    with new_file(tmp_path / "Owned.handshake", (*ANA_AND_BEN, owner)) as book:
        file = AgreementFile(book)
        file.edit(Measure.DISCOUNT, "Olga", promise_limit=Decimal(7))
        assert file.propose("Olga") is None
        assert (file.open.state, file.open.signatures) == (State.PROPOSED, ())
        with pytest.raises(Trouble, match="Olga doesn't sell here"):
            file.sign(SALES, "Olga")
        assert file.sign(OPERATIONS, "Ben") is None and file.sign(SALES, "Ana") == 2


# Answering, taking back


def test_words_are_kept_beside_the_proposal_and_change_nothing(two: AgreementFile) -> None:
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    two.propose("Ana")
    before = two.open
    for who, say in (("Ben", " Eight  would\ndo? "), ("Ana", "Why?"), ("Ben", "Christmas")):
        reply(book=two.book, who=two.author(who), version=two.open, say=say)
    names = {two.author(name).id: name for name in ("Ana", "Ben")}
    assert [(names[each.person_id], each.say) for each in two.open.replies] == [
        ("Ben", "Eight would\ndo?"),
        ("Ana", "Why?"),
        ("Ben", "Christmas"),
    ]
    assert two.open._replace(replies=()) == before
    with pytest.raises(Trouble, match=re.escape("Write what you want to talk about.")):
        reply(book=two.book, who=two.author("Ben"), version=two.open, say=" \n ")
    with pytest.raises(Trouble, match="Say it shorter"):
        reply(book=two.book, who=two.author("Ben"), version=two.open, say="x" * (LONGEST + 1))
    assert two.sign(OPERATIONS, "Ben", before) == 2, "words are no reason for a conflict"
    assert [each.say for each in two.in_force.replies] == ["Eight would\ndo?", "Why?", "Christmas"]


@pytest.mark.parametrize("ended", ["signed", "dropped", "gone"])
def test_words_come_too_late_for_what_is_no_longer_open(two: AgreementFile, theirs: AgreementFile, ended: str) -> None:
    two.begin()
    if ended != "gone":
        two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    stale = theirs.open
    if ended == "signed":
        two.agree()
    else:
        take_back(book=two.book, who=two.author("Ana"), standing=two.standing, version=two.open)
    with pytest.raises(Refused, match="signed or taken back in the meantime"):
        assert_nothing_written(
            theirs.book, lambda: reply(book=theirs.book, who=theirs.author("Ben"), version=stale, say="Hm")
        )


@pytest.mark.parametrize("something", ["an edit", "a word"])
def test_what_is_taken_back_stays_readable_when_there_was_something(two: AgreementFile, something: str) -> None:
    two.begin()
    if something == "an edit":
        two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
        two.propose("Ana")
    else:
        reply(book=two.book, who=two.author("Ben"), version=two.open, say="What do you want to change?")
    before = two.open
    take_back(book=two.book, who=two.author("Ana"), standing=two.standing, version=two.open)
    kept = two.standing.versions[-1]
    assert kept == before._replace(state=State.DROPPED, row_version=kept.row_version)
    assert two.standing.open is None and two.in_force.agreement.number == 1
    assert two.begin() != kept.id and two.open.based_on == 1
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(6))
    assert two.agree() == 2, "what was taken back has no number"


def test_what_is_taken_back_empty_leaves_no_trace(two: AgreementFile) -> None:
    before = content(two.book)
    two.begin()
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(10))
    take_back(book=two.book, who=two.author("Ana"), standing=two.standing, version=two.open)
    assert content(two.book) == before


def test_the_first_draft_cannot_be_taken_back(opened: Callable[[str], AgreementFile]) -> None:
    draft = opened("draft")
    with pytest.raises(Trouble, match=re.escape("This is the first draft: change it until both can sign it.")):
        assert_nothing_written(
            draft.book,
            lambda: take_back(book=draft.book, who=draft.author("Ana"), standing=draft.standing, version=draft.open),
        )


@pytest.mark.parametrize("meanwhile", ["edit", "sign", "word"])
def test_taking_back_takes_nothing_away_that_was_not_seen(
    two: AgreementFile, theirs: AgreementFile, meanwhile: str
) -> None:
    """Ana reads a draft that changes nothing yet. Before she takes it back, it becomes the agreement in force."""
    two.begin()
    standing = theirs.standing
    if meanwhile == "word":
        reply(book=two.book, who=two.author("Ben"), version=two.open, say="Wait")
    else:
        two.edit(Measure.DISCOUNT, promise_limit=Decimal(7))
    if meanwhile == "sign":
        two.agree()
    before = two.standing.versions

    def take() -> None:
        assert standing.open is not None
        take_back(book=theirs.book, who=theirs.author("Ana"), standing=standing, version=standing.open)

    if meanwhile == "word":
        take()
        assert [(v.state, [each.say for each in v.replies]) for v in two.standing.versions][1:] == [
            (State.DROPPED, ["Wait"])
        ]
    else:
        with pytest.raises(Conflict):
            assert_nothing_written(theirs.book, take)
        assert two.standing.versions == before
    assert_whole(two.book)


# Undo


def begin_and_edit(file: AgreementFile) -> None:
    file.edit(Measure.DISCOUNT, promise_limit=Decimal(7))


def begin_and_propose(file: AgreementFile) -> None:
    begin_and_edit(file)
    file.propose("Ana")


def begin_and_strike(file: AgreementFile) -> None:
    begin_and_propose(file)
    strike_rule(book=file.book, who=file.author("Ana"), version=file.open, rule=file.rule(Measure.MARGIN))
    file.propose("Ben")


def given_by(file: AgreementFile, who: str) -> Any:
    return {"book": file.book, "who": file.author(who), "version": file.open}


UNDONE: dict[str, tuple[Callable[[AgreementFile], object], Callable[[AgreementFile], object], str]] = {
    "begin": (lambda _: None, lambda f: f.begin(), "Begin a proposal"),
    "rule": (
        begin_and_propose,
        lambda f: f.save(f.rule(Measure.MARGIN)._replace(why="x")),
        "Rule: Margin on the price",
    ),
    "new rule": (begin_and_propose, lambda f: f.save(NEW), "New rule: Price of one deal"),
    "sentence": (begin_and_propose, lambda f: f.save(SENTENCE), "New rule: It is fitted by night"),
    "strike": (
        begin_and_propose,
        lambda f: strike_rule(rule=f.rule(Measure.MARGIN), **given_by(f, "Ben")),
        "Strike: Margin on the price",
    ),
    "strike a sentence": (
        begin_and_propose,
        lambda f: strike_rule(rule=f.sentences()[0], **given_by(f, "Ben")),
        "Strike: The colour is critical, or the material is new to us",
    ),
    "put back": (
        begin_and_strike,
        lambda f: f.save(f.rule(Measure.MARGIN, version=f.in_force)),
        "New rule: Margin on the price",
    ),
    "step": (
        begin_and_propose,
        lambda f: save_step(step=f.open.agreement.ladder[2]._replace(name="Leads"), **given_by(f, "Ben")),
        "Ladder: Leads",
    ),
    "veto": (begin_and_propose, lambda f: save_veto(veto="No", **given_by(f, "Ben")), "What Operations may refuse"),
    "propose": (begin_and_edit, lambda f: f.propose("Ana"), "Propose a change of the agreement"),
    "propose anew": (begin_and_propose, lambda f: f.propose("Ana", TODAY + DAY), "Propose a change of the agreement"),
    "sign": (begin_and_propose, lambda f: f.sign(OPERATIONS, "Ben"), "Sign for Operations"),
    "reply": (begin_and_propose, lambda f: reply(say="Hm", **given_by(f, "Ben")), "Words about the proposal"),
    "take back": (
        begin_and_propose,
        lambda f: take_back(standing=f.standing, **given_by(f, "Ana")),
        "Take back the proposal",
    ),
    "take back nothing": (
        lambda f: f.begin(),
        lambda f: take_back(standing=f.standing, **given_by(f, "Ana")),
        "Take back the proposal",
    ),
}


@pytest.mark.parametrize("name", UNDONE)
def test_every_action_is_undone_by_its_name_and_made_again(two: AgreementFile, name: str) -> None:
    prepare, act, label = UNDONE[name]
    prepare(two)
    versions = two.standing.versions
    assert_undone_and_redone(two.book, lambda: act(two), label)
    two.book.undo()
    now = two.standing.versions
    assert [v._replace(row_version=0) for v in now] == [v._replace(row_version=0) for v in versions]


def test_what_somebody_alone_proposes_and_the_first_signatures_are_undone(opened: Any) -> None:
    alone, draft = opened("alone"), opened("draft")
    alone.edit(Measure.DISCOUNT, "Cleo", promise_limit=Decimal(7))
    assert_undone_and_redone(alone.book, lambda: alone.propose("Cleo"), "Propose a change of the agreement")
    for who, side, label in (("Ben", OPERATIONS, "Sign for Operations"), ("Ana", SALES, "Sign for Sales")):
        assert_undone_and_redone(draft.book, partial(draft.sign, side, who), label)
    assert draft.in_force.agreement[:2] == (1, TODAY)
    with pytest.raises(Trouble):
        take_back(book=draft.book, who=draft.author("Ana"), standing=draft.standing, version=draft.in_force)


def test_the_history_tells_who_did_what(two: AgreementFile) -> None:
    begin_and_propose(two)
    reply(book=two.book, who=two.author("Ben"), version=two.open, say="Eight?")
    two.sign(OPERATIONS, "Ben")
    told = [(each.who_name, each.label) for each in two.book.history()][:5]
    assert told == [
        ("Ben", "Sign for Operations"),
        ("Ben", "Words about the proposal"),
        ("Ana", "Propose a change of the agreement"),
        ("Ana", "Rule: Discount on the list price"),
        ("Ana", "Begin a proposal"),
    ]


# Deals are judged by the version of their day


@pytest.fixture
def deal(two: AgreementFile) -> Callable[..., str]:
    """Add a deal with 9 % discount, promised on a day where one is given, and return its key."""

    def add(client: str, promised: date | None = None, **fields: Any) -> str:
        banner = next(o.id for o in two.in_force.agreement.offerings.values() if o.name.startswith("Banner"))
        given = {
            "client": client,
            "offering_id": banner,
            "value": Decimal(1000),
            "discount_percent": Decimal(9),
            "custom_parts": 0,
            "promised_on": TODAY + 60 * DAY,
            **fields,
        }
        key = create_deal(book=two.book, who=two.author("Ana"), today=promised or TODAY, digits=2, fields=given)
        if promised is not None:
            found = read_deal(two.book, key, digits=2)
            assert found is not None
            move_deal(
                book=two.book,
                who=two.author("Ana"),
                today=promised,
                digits=2,
                deal=found,
                stage=Stage.OFFERED,
                zone=Zone.PROMISE,
            )
        return key

    return add


def judged_on(file: AgreementFile, day: date) -> dict[str, Judged]:
    """Judge all open deals as Intake does, from the file alone."""
    with open_book(file.book.path) as book:
        return {each.deal.client: each for each in judge_open(book, read_desk(book, day))}


def of_measure(judged: Judged, measure: Measure) -> Reason:
    return next(each for each in (*judged.verdict.reasons, *judged.verdict.passed) if each.measure is measure)


def test_a_deal_is_judged_by_the_version_of_its_day(two: AgreementFile, deal: Callable[..., str]) -> None:
    """Limit 10 at first, 8 from the 30th on, signed on the 23rd: a discount of 9 was fine and has to be asked now."""
    start = TODAY + 7 * DAY
    deal("Before", TODAY)
    deal("Day before", start - DAY)
    deal("On the day", start)
    deal("Open")
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(8))
    two.agree(starts_on=start)
    for day, zones in (
        (start - DAY, {"Before": "PROMISE", "Day before": "PROMISE", "On the day": "ASK", "Open": "PROMISE"}),
        (start, {"Before": "PROMISE", "Day before": "PROMISE", "On the day": "ASK", "Open": "ASK"}),
    ):
        found = judged_on(two, day)
        reasons = {client: of_measure(each, Measure.DISCOUNT) for client, each in found.items()}
        assert {client: str(reason.zone) for client, reason in reasons.items()} == zones, day
        assert {reason.limit for reason in reasons.values()} == {Decimal(10), Decimal(8)}
    two.today = start
    two.edit(Measure.DISCOUNT, promise_limit=Decimal("8.5"))
    two.agree(starts_on=start + 7 * DAY)
    found = judged_on(two, start + 8 * DAY)
    limits = {client: of_measure(each, Measure.DISCOUNT).limit for client, each in found.items()}
    assert limits == {"Before": 10, "Day before": 10, "On the day": 8, "Open": Decimal("8.5")}


def test_a_deal_that_was_won_keeps_its_version_as_well(two: AgreementFile, deal: Callable[..., str]) -> None:
    key = deal("Won", TODAY)
    found = read_deal(two.book, key, digits=2)
    assert found is not None
    move_deal(
        book=two.book,
        who=two.author("Ana"),
        today=TODAY + 5 * DAY,
        digits=2,
        deal=found,
        stage=Stage.WON,
        zone=Zone.PROMISE,
    )
    two.edit(Measure.DISCOUNT, promise_limit=Decimal(8))
    two.agree(starts_on=TODAY + 2 * DAY)
    won = read_deal(two.book, key, digits=2)
    assert won is not None
    verdict = judge(two.book, read_desk(two.book, TODAY + 9 * DAY), won)
    assert of_measure(verdict, Measure.DISCOUNT)[:4] == (Zone.PROMISE, Measure.DISCOUNT, 9, 10)


def test_signed_by_both_for_today_it_judges_open_deals_at_once(two: AgreementFile, deal: Callable[..., str]) -> None:
    deal("Open")
    zones = []
    begin_and_edit(two)
    for act in (lambda: None, lambda: two.propose("Ana"), lambda: two.sign(OPERATIONS, "Ben"), two.book.undo):
        act()
        zones.append(of_measure(judged_on(two, TODAY)["Open"], Measure.DISCOUNT).zone)
    assert zones == [Zone.PROMISE, Zone.PROMISE, Zone.ASK, Zone.PROMISE], "one side's signature changes nothing"


def asked(file: AgreementFile, client: str, day: date) -> dict[str, str]:
    """Return the checklist of a client's deal on a day, words by item."""
    desk = read_desk(file.book, day)
    found = next(each.deal for each in judge_open(file.book, desk) if each.deal.client == client)
    return {item.id: item.say for item in items_for(found, desk.business, day)}


def test_the_checklist_asks_what_the_version_of_the_deal_says(two: AgreementFile, deal: Callable[..., str]) -> None:
    """A struck sentence is no longer asked, a new one is, a changed one in new words; promised deals keep theirs."""
    deal("Before", TODAY)
    deal("Open")
    struck, changed = two.sentences()[:2]
    item_of = {rule: item for item, rule in two.book.rows("SELECT id, rule_id FROM checklist_item")}
    before = asked(two, "Open", TODAY)
    assert before == asked(two, "Before", TODAY) and before[item_of[changed.id]] == changed.say
    two.begin()
    strike_rule(book=two.book, who=two.author("Ana"), version=two.open, rule=struck)
    two.save(changed._replace(say="The client brings the stock"))
    two.save(SENTENCE)
    new = two.sentences()[-1]
    two.agree(starts_on=TODAY + DAY)
    assert asked(two, "Open", TODAY) == before
    after = asked(two, "Open", TODAY + DAY)
    assert before.keys() - after.keys() == {item_of[struck.id]}
    assert after.keys() - before.keys() == {RULE_ITEM + new.id}
    assert (after[RULE_ITEM + new.id], after[item_of[changed.id]]) == (SENTENCE.say, "The client brings the stock")
    assert asked(two, "Before", TODAY + DAY) == before
    assert read_business(two.book, TODAY + DAY).rule(struck.id) == struck, "what past deals were asked stays readable"


def test_answers_stay_valid_in_later_versions(two: AgreementFile, deal: Callable[..., str]) -> None:
    """One given to a question of the checklist, one to a sentence that came with version 2; both rules change in 3."""
    key = deal("Open")
    two.begin()
    two.save(SENTENCE)
    two.agree()
    sentence, old = two.sentences()[-1], two.sentences()[0]
    item = two.book.row("SELECT id FROM checklist_item WHERE rule_id = ?", (old.id,))
    assert item is not None
    for asked_item in (item[0], RULE_ITEM + sentence.id):
        answer_item(book=two.book, who=two.author("Ana"), deal_id=key, item=asked_item, say="x", answer=Answer.YES)
    two.begin()
    two.save(old._replace(say="In other words", zone=Zone.OFF))
    two.save(sentence._replace(say="By night", zone=Zone.ASK, decides=Decider.OWNER))
    two.agree()
    assert two.in_force.agreement.number == 3
    reasons = {each.rule_id: each for each in judged_on(two, TODAY)["Open"].verdict.reasons}
    assert reasons[old.id].zone is Zone.OFF and reasons[old.id].item_id == item[0]
    assert reasons[sentence.id].item_id == RULE_ITEM + sentence.id
    assert (reasons[sentence.id].zone, reasons[sentence.id].decides) == (Zone.ASK, Decider.OWNER)
    two.begin()
    strike_rule(book=two.book, who=two.author("Ben"), version=two.open, rule=two.sentences()[-1])
    two.agree()
    assert sentence.id not in [each.rule_id for each in judged_on(two, TODAY)["Open"].verdict.reasons]
    given = two.book.row("SELECT answer FROM checklist_answer WHERE item = ?", (RULE_ITEM + sentence.id,))
    assert given == ("yes",), "what was answered stays"
