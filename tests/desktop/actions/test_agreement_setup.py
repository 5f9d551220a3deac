"""The set-up on a real file: each side marks the draft apart, both settle what differs and sign; left and resumed."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.agreement import save_veto
from desktop.actions.agreement_setup import (
    Marking,
    changed,
    keep_the_rest,
    mark_line,
    read_marking,
    settle_line,
    skip_marking,
    waits_in_set_up,
)
from desktop.actions.allowances import grant
from framework.agreement import Measure, Rule, Zone
from framework.agreement_setup import LineMark, Mark, Stage
from framework.agreement_versions import State
from framework.people import Function
from storage.book import Book
from storage.founding import Founder
from storage.opening import open_book
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

KEEP, CHANGE, STRIKE = Mark.KEEP, Mark.CHANGE, Mark.STRIKE
MARKED_ONE, MARKED_MANY = "Mark a line of the draft", "Mark lines of the draft"
WHO = {SALES: "Ana", OPERATIONS: "Ben"}


@dataclass
class SetUpFile:
    """The first draft of a business of two, in a file that can be closed and opened again."""

    path: Path
    books: list[Book]

    @property
    def file(self) -> AgreementFile:
        return AgreementFile(self.books[-1])

    @property
    def marking(self) -> Marking:
        return read_marking(self.books[-1], self.file.standing.versions[0], self.file.business)

    def reopen(self) -> None:
        before = self.marking
        self.books[-1].close()
        self.books.append(open_book(self.path))
        assert self.marking == before

    def rule(self, which: Measure | int) -> Rule:
        """Return a rule of the draft: by its measure, or a sentence by its place."""
        return self.file.sentences()[which] if isinstance(which, int) else self.file.rule(which)

    def mark(
        self, side: Function, rule: Rule, mark: Mark, *limits: Decimal | None, say: str = "", seen: int = 0
    ) -> None:
        wanted = LineMark(rule.id, side, mark, *(limits or (None, None)), say, seen)
        mark_line(book=self.books[-1], who=self.file.author(WHO[side]), version=self.file.open, rule=rule, mark=wanted)

    def keep_rest(self, side: Function) -> int:
        return keep_the_rest(
            book=self.books[-1],
            who=self.file.author(WHO[side]),
            version=self.file.open,
            marks=self.marking.marks,
            side=side,
        )

    def settle(self, rule: Rule, mark: Mark, *limits: Decimal | None, say: str = "") -> None:
        settle_line(
            book=self.books[-1],
            who=self.file.author("Ana"),
            version=self.file.open,
            rule=rule,
            outcome=LineMark(rule.id, SALES, mark, *(limits or (None, None)), say),
        )


@pytest.fixture(scope="session")
def draft_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sign shop of two with its first draft, made once; copy it, do not open it."""
    made = tmp_path_factory.mktemp("draft") / "Draft.handshake"
    new_file(made, in_force=False).close()
    return made


@pytest.fixture
def draft(tmp_path: Path, draft_made: Path) -> Iterator[SetUpFile]:
    """The first draft of Ana, who sells, and Ben, who delivers."""
    path = Path(shutil.copyfile(draft_made, tmp_path / "Mine.handshake"))
    made = SetUpFile(path, [open_book(path)])
    yield made
    made.books[-1].close()


@pytest.fixture
def theirs(draft: SetUpFile) -> Iterator[SetUpFile]:
    """The same file in a second window."""
    made = SetUpFile(draft.path, [open_book(draft.path)])
    yield made
    made.books[-1].close()


@pytest.fixture
def marked(draft: SetUpFile) -> SetUpFile:
    """Both are through: they differ about the margin, both strike payment on account, Ben has other words for one."""
    margin, discount = draft.rule(Measure.MARGIN), draft.rule(Measure.DISCOUNT)
    first, second = draft.rule(0), draft.rule(1)
    draft.mark(SALES, margin, CHANGE, Decimal("27.5"), Decimal(8))
    draft.mark(SALES, first, STRIKE)
    draft.keep_rest(SALES)
    draft.mark(OPERATIONS, discount, CHANGE, Decimal(5), Decimal(10))
    draft.mark(OPERATIONS, first, STRIKE)
    draft.mark(OPERATIONS, second, CHANGE, say="The client brings the stock")
    draft.keep_rest(OPERATIONS)
    return draft


def states(draft: SetUpFile) -> tuple[Stage, tuple[Function, ...], list[str], int]:
    """Return where the set-up stands: the stage, who is waited for, what is to settle, how much is settled."""
    state = draft.marking.state
    return state.stage, state.waiting_for, [rule.say for rule in state.to_settle], state.settled


def test_the_set_up_goes_on_where_it_was_left_at_every_step(draft: SetUpFile) -> None:
    margin, first, second = draft.rule(Measure.MARGIN), draft.rule(0), draft.rule(1)
    count = len(draft.file.open.agreement.rules)
    assert (draft.file.open.state, draft.file.standing.in_force) == (State.DRAFT, None)
    steps: list[tuple[Callable[[], Any], tuple[Stage, tuple[Function, ...], list[str], int]]] = [
        (lambda: None, (Stage.MARK, (SALES, OPERATIONS), [], 0)),
        (
            lambda: draft.mark(SALES, margin, CHANGE, Decimal("27.5"), Decimal(8)),
            (Stage.MARK, (SALES, OPERATIONS), [], 0),
        ),
        (lambda: draft.mark(OPERATIONS, second, STRIKE), (Stage.MARK, (SALES, OPERATIONS), [], 0)),
        (lambda: draft.keep_rest(SALES), (Stage.MARK, (OPERATIONS,), [], 0)),
        (
            lambda: draft.mark(OPERATIONS, first, CHANGE, say="The colour is critical"),
            (Stage.MARK, (OPERATIONS,), [], 0),
        ),
        (lambda: draft.keep_rest(OPERATIONS), (Stage.SETTLE, (), [margin.say, first.say, second.say], 0)),
        (lambda: draft.settle(second, STRIKE), (Stage.SETTLE, (), [margin.say, first.say], 1)),
        (lambda: draft.settle(margin, CHANGE, Decimal(28), Decimal(9)), (Stage.SETTLE, (), [first.say], 2)),
        (lambda: draft.settle(first, KEEP), (Stage.SIGN, (), [], 3)),
        (lambda: draft.file.sign(OPERATIONS, "Ben"), (Stage.SIGN, (), [], 3)),
        (lambda: draft.file.sign(SALES, "Ana"), (Stage.SIGN, (), [], 3)),
    ]
    for act, expected in steps:
        act()
        assert states(draft) == expected
        draft.reopen()
        assert states(draft) == expected
    assert_whole(draft.file.book)
    agreement = draft.file.in_force.agreement
    assert draft.file.standing.open is None
    assert (agreement.number, agreement.in_force_from, len(agreement.rules)) == (1, TODAY, count - 1)
    kept = {rule.id: rule for rule in agreement.rules}
    assert kept[margin.id] == margin._replace(promise_limit=Decimal(28), stop_limit=Decimal(9))
    assert kept[first.id] == first and second.id not in kept
    assert draft.marking.settled == {margin.id: CHANGE, first.id: KEEP, second.id: STRIKE}


def test_the_set_up_says_whom_it_waits_for(tmp_path: Path) -> None:
    """Whoever marks for a side, while it is not through; then whoever can settle; then whoever can sign."""
    names = ("Ana", "Ben", "Dee", "Olga")
    founders = (*ANA_AND_BEN, Founder("Dee", True, True), Founder("Olga", False, False, owner=True))
    with new_file(tmp_path / "Four.handshake", founders, in_force=False) as book:
        draft = SetUpFile(book.path, [book])

        def waits() -> list[str]:
            file = draft.file
            people = {person.name: person for person in file.people}
            return [name for name in names if waits_in_set_up(book, file.open, people[name], file.business)]

        first, margin = draft.rule(0), draft.rule(Measure.MARGIN)
        waiting = []
        for act in (
            lambda: None,
            lambda: draft.mark(SALES, first, STRIKE),
            lambda: draft.keep_rest(SALES),
            lambda: draft.mark(OPERATIONS, margin, STRIKE),
            lambda: draft.keep_rest(OPERATIONS),
            lambda: draft.settle(first, KEEP),
            lambda: draft.settle(margin, KEEP),
            lambda: draft.file.sign(SALES, "Dee"),
        ):
            act()
            waiting.append(waits())
        assert waiting == [["Ana", "Ben", "Dee"]] * 2 + [["Ben"]] * 2 + [["Ana", "Ben", "Dee"]] * 3 + [["Ben"]]


def test_each_side_keeps_its_own_marks(marked: SetUpFile) -> None:
    margin, discount, first, second = (marked.rule(each) for each in (Measure.MARGIN, Measure.DISCOUNT, 0, 1))
    marks = marked.marking.marks
    assert len(marks) == 2 * len(marked.file.open.agreement.rules)
    told = {key: mark[2:6] for key, mark in marks.items() if mark.mark is not KEEP}
    assert told == {
        (margin.id, SALES): (CHANGE, Decimal("27.5"), Decimal(8), ""),
        (first.id, SALES): (STRIKE, None, None, ""),
        (discount.id, OPERATIONS): (CHANGE, Decimal(5), Decimal(10), ""),
        (first.id, OPERATIONS): (STRIKE, None, None, ""),
        (second.id, OPERATIONS): (CHANGE, None, None, "The client brings the stock"),
    }
    assert {mark.function for (_, side), mark in marks.items() if mark.function is not side} == set()
    assert marked.file.open.agreement.rules[5:7] == (margin, discount), "a mark changes nothing in the draft"
    assert states(marked)[2] == [margin.say, discount.say, first.say, second.say]


def test_the_history_gives_no_mark_away(draft: SetUpFile) -> None:
    """The other side can read the history before it has marked the draft: same words for every line and every mark."""
    before = len(draft.file.book.history())
    for which, mark, limits, say in (
        (Measure.MARGIN, KEEP, (), ""),
        (Measure.DISCOUNT, CHANGE, (Decimal(5), Decimal(9)), ""),
        (0, STRIKE, (), ""),
        (1, CHANGE, (), "In other words"),
    ):
        draft.mark(SALES, draft.rule(which), mark, *limits, say=say)
    draft.keep_rest(SALES)
    told = draft.file.book.history()[:-before]
    assert [each.label for each in told] == [MARKED_MANY] + 4 * [MARKED_ONE]
    assert {each.who_name for each in told} == {"Ana"} and draft.file.book.undo_label == MARKED_MANY


def test_a_mark_is_changed_until_one_likes_it(draft: SetUpFile) -> None:
    margin = draft.rule(Measure.MARGIN)
    draft.mark(SALES, margin, CHANGE, Decimal(25), Decimal(5))
    for seen, mark, limits in ((1, KEEP, (Decimal(1), Decimal(1))), (2, CHANGE, (Decimal(20), None)), (3, STRIKE, ())):
        draft.mark(SALES, margin, mark, *limits, seen=seen)
        kept = draft.marking.marks[margin.id, SALES]
        wanted = limits if mark is CHANGE else (None, None)
        assert kept == LineMark(margin.id, SALES, mark, *wanted, "", seen + 1)
    assert len(draft.marking.marks) == 1


def test_keeping_the_rest_leaves_what_is_marked(draft: SetUpFile) -> None:
    count = len(draft.file.open.agreement.rules)
    draft.mark(SALES, draft.rule(Measure.MARGIN), STRIKE)
    draft.mark(OPERATIONS, draft.rule(Measure.DISCOUNT), STRIKE)
    assert draft.keep_rest(SALES) == count - 1
    by_sales = [mark.mark for (_, side), mark in draft.marking.marks.items() if side is SALES]
    assert sorted(by_sales) == [KEEP] * (count - 1) + [STRIKE]
    assert len(draft.marking.marks) == count + 1, "the other side's marks are its own"
    changes = len(draft.file.book.history())
    assert draft.keep_rest(SALES) == 0 and len(draft.file.book.history()) == changes


@pytest.mark.parametrize(
    ("which", "limits", "words", "say"),
    [
        (Measure.MARGIN, (Decimal(5), Decimal(10)), "", "Make the stop the smaller number."),
        (Measure.DISCOUNT, (Decimal(9), Decimal(8)), "", "Make the stop the larger number."),
        (Measure.DISCOUNT, (None, Decimal(8)), "", "Write how far Sales may promise alone"),
        (0, (), "  ", "Write the sentence that is true or false of a deal."),
    ],
)
def test_no_change_is_marked_or_settled_that_cannot_be_signed(
    draft: SetUpFile, which: Any, limits: tuple[Decimal | None, ...], words: str, say: str
) -> None:
    rule = draft.rule(which)
    for act in (
        partial(draft.mark, SALES, rule, CHANGE, *limits, say=words),
        partial(draft.settle, rule, CHANGE, *limits, say=words),
    ):
        with pytest.raises(Trouble) as caught:
            assert_nothing_written(draft.file.book, act)
        assert say in caught.value.say
    for fine in (KEEP, STRIKE):
        draft.mark(SALES, rule, fine, *limits, say=words, seen=0 if fine is KEEP else 1)


def test_a_mark_that_was_made_elsewhere_is_not_written_over(draft: SetUpFile, theirs: SetUpFile) -> None:
    """Ana marks at two desks. What she did not see at the second one is kept."""
    margin = draft.rule(Measure.MARGIN)
    marks = theirs.marking.marks
    draft.mark(SALES, margin, CHANGE, Decimal(25), Decimal(5))
    book, who = theirs.file.book, theirs.file.author("Ana")
    given: Any = {"book": book, "who": who, "version": theirs.file.open}
    for act in (
        partial(theirs.mark, SALES, margin, STRIKE),
        partial(keep_the_rest, marks=marks, side=SALES, **given),
    ):
        with pytest.raises(Conflict):
            assert_nothing_written(book, act)
    assert theirs.keep_rest(SALES) == len(draft.file.open.agreement.rules) - 1
    assert theirs.marking.marks[margin.id, SALES].mark is CHANGE
    assert_whole(book)


def test_nothing_is_marked_in_what_is_signed(draft: SetUpFile, theirs: SetUpFile) -> None:
    given: Any = {"book": theirs.file.book, "who": theirs.file.author("Ana"), "version": theirs.file.open}
    margin = theirs.rule(Measure.MARGIN)
    draft.file.sign(SALES, "Ana")
    draft.file.sign(OPERATIONS, "Ben")
    outcome = LineMark(margin.id, SALES, STRIKE)
    for act in (
        partial(mark_line, rule=margin, mark=outcome, **given),
        partial(settle_line, rule=margin, outcome=outcome, **given),
        partial(keep_the_rest, marks={}, side=SALES, **given),
        partial(skip_marking, **given),
    ):
        with pytest.raises(Refused, match="signed or taken back in the meantime"):
            assert_nothing_written(theirs.file.book, act)


# Settling


def test_what_is_settled_stands_in_the_draft(marked: SetUpFile) -> None:
    margin, discount, first, second = (marked.rule(each) for each in (Measure.MARGIN, Measure.DISCOUNT, 0, 1))
    marks = marked.marking.marks
    given: Any = {"book": marked.file.book, "who": marked.file.author("Ben")}
    for rule, outcome in (
        (margin, marks[margin.id, SALES]),  # as Sales wants it
        (second, marks[second.id, OPERATIONS]),  # as Operations wants it
        (discount, LineMark(discount.id, SALES, KEEP)),
        (first, marks[first.id, SALES]),  # both want the same
    ):
        settle_line(version=marked.file.open, rule=rule, outcome=outcome, **given)
    rules = {rule.id: rule for rule in marked.file.open.agreement.rules}
    assert rules[margin.id] == margin._replace(promise_limit=Decimal("27.5"), stop_limit=Decimal(8))
    assert rules[second.id] == second._replace(say="The client brings the stock")
    assert rules[discount.id] == discount and first.id not in rules
    assert states(marked) == (Stage.SIGN, (), [], 4)
    assert marked.marking.marks == marks, "what each side wanted stays readable beside what was settled"
    assert [each.label for each in marked.file.book.history()][:4] == [
        "Settled: " + rule.say[:80] for rule in (first, discount, second, margin)
    ]


def test_settling_takes_a_signature_back(marked: SetUpFile) -> None:
    assert marked.file.sign(SALES, "Ana") is None
    marked.settle(marked.rule(Measure.MARGIN), KEEP)
    assert marked.file.open.signatures == ()
    assert marked.file.sign(SALES, "Ana") is None and marked.file.sign(OPERATIONS, "Ben") == 1


def test_a_line_that_another_window_settled_is_not_settled_again(marked: SetUpFile) -> None:
    with open_book(marked.path) as book:
        theirs = SetUpFile(marked.path, [book])
        margin, first = theirs.rule(Measure.MARGIN), theirs.rule(0)
        version = theirs.file.open
        marked.settle(margin, CHANGE, Decimal(20), Decimal(5))
        marked.settle(first, STRIKE)
        for rule in (margin, first):
            for mark in (KEEP, CHANGE, STRIKE):
                outcome = LineMark(rule.id, SALES, mark, Decimal(21), Decimal(4), "x")
                act = partial(
                    settle_line, book=book, who=theirs.file.author("Ben"), version=version, rule=rule, outcome=outcome
                )
                with pytest.raises(Refused):
                    assert_nothing_written(book, act)


@pytest.mark.parametrize("place", range(8))
def test_a_sentence_is_struck_with_the_question_that_asks_about_it(draft: SetUpFile, place: int) -> None:
    """Nothing was in force yet, so nothing refers to it but the checklist and, maybe, an exception."""
    rule, book = draft.rule(place), draft.file.book
    grant(book=book, who=draft.file.author("Ana"), today=TODAY, rule=rule, reason="So it is", until=TODAY)
    items = {item.id for item in draft.file.business.items if item.rule_id == rule.id}
    others = {item.id for item in draft.file.business.items} - items
    assert items and draft.file.business.allowances
    label = "Settled: " + rule.say[:80]
    assert_undone_and_redone(book, lambda: draft.settle(rule, STRIKE), label)
    assert {item.id for item in draft.file.business.items} == others and not draft.file.business.allowances
    book.undo()
    assert items <= {item.id for item in draft.file.business.items} and draft.file.business.allowances


def test_every_rule_can_be_struck_but_the_last(draft: SetUpFile) -> None:
    rules = draft.file.open.agreement.rules
    for rule in rules:
        draft.settle(rule, STRIKE)
        assert_whole(draft.file.book)
    with pytest.raises(Trouble, match="without a rule says nothing"):
        draft.file.sign(SALES, "Ana")
    for _ in rules:
        draft.file.book.undo()
    assert draft.file.open.agreement.rules == rules
    asked = {item.rule_id for item in draft.file.business.items} - {None}
    assert asked == {rule.id for rule in rules if rule.measure is None}


def test_a_rule_that_comes_later_is_marked_as_well(marked: SetUpFile) -> None:
    marked.file.save(Rule("", None, "It is fitted by night", zone=Zone.OFF))
    assert states(marked)[:2] == (Stage.MARK, (SALES, OPERATIONS))
    assert (marked.keep_rest(SALES), marked.keep_rest(OPERATIONS)) == (1, 1)
    assert states(marked)[0] is Stage.SETTLE


# Going through it together, or alone


def test_the_marking_can_be_left_out(draft: SetUpFile) -> None:
    draft.mark(SALES, draft.rule(Measure.MARGIN), STRIKE)
    skip_marking(book=draft.file.book, who=draft.file.author("Ben"), version=draft.file.open)
    draft.reopen()
    assert states(draft) == (Stage.SIGN, (), [], 0)
    draft.file.save(draft.rule(Measure.MARGIN)._replace(why="We said so"))
    assert draft.file.sign(SALES, "Ana") is None and draft.file.sign(OPERATIONS, "Ben") == 1


def test_somebody_alone_has_nothing_to_mark(tmp_path: Path) -> None:
    with new_file(tmp_path / "Alone.handshake", BOTH_ALONE, in_force=False) as book:
        alone = SetUpFile(book.path, [book])
        assert states(alone) == (Stage.SIGN, (), [], 0)
        assert alone.file.sign(SALES, "Cleo") is None
        assert alone.file.sign(OPERATIONS, "Cleo") == 1


def test_the_draft_is_used_until_it_is_signed(draft: SetUpFile) -> None:
    """Verdicts are given from the first day on; the draft is in no list of versions that were in force."""
    business = draft.file.business
    assert business.agreement == draft.file.open.agreement and business.agreement.number == 0
    assert draft.file.standing.shown == draft.file.open
    draft.settle(draft.rule(Measure.MARGIN), CHANGE, Decimal(28), Decimal(9))
    assert draft.file.business.agreement.rules[5].promise_limit == 28


def test_the_first_version_may_begin_later_and_judges_until_then_as_well(draft: SetUpFile) -> None:
    later = TODAY + timedelta(days=5)
    draft.file.propose("Ana", starts_on=later)
    assert draft.file.sign(OPERATIONS, "Ben") == 1
    assert draft.file.in_force.agreement[:2] == (1, later)
    assert draft.file.business.agreement.number == 1 and draft.file.standing.coming is None


# Undo


def test_every_step_is_undone_by_its_name(draft: SetUpFile) -> None:
    margin, first = draft.rule(Measure.MARGIN), draft.rule(0)
    book, before = draft.file.book, content(draft.file.book)
    ana: Any = {"book": book, "who": draft.file.author("Ana")}
    steps: list[tuple[Callable[[], Any], str]] = [
        (lambda: draft.mark(SALES, margin, CHANGE, Decimal(27), Decimal(8)), MARKED_ONE),
        (
            lambda: draft.mark(SALES, margin, STRIKE, seen=draft.marking.marks[margin.id, SALES].row_version),
            MARKED_ONE,
        ),
        (lambda: draft.keep_rest(SALES), MARKED_MANY),
        (lambda: draft.mark(OPERATIONS, first, STRIKE), MARKED_ONE),
        (lambda: draft.keep_rest(OPERATIONS), MARKED_MANY),
        (lambda: draft.file.sign(SALES, "Ana"), "Sign for Sales"),
        (lambda: draft.settle(margin, CHANGE, Decimal(28), None), "Settled: Margin on the price"),
        (lambda: draft.settle(first, KEEP), "Settled: " + first.say[:80]),
        (lambda: skip_marking(version=draft.file.open, **ana), "Go through the draft together"),
        (lambda: save_veto(version=draft.file.open, veto="No", **ana), "What Operations may refuse"),
        (lambda: draft.file.sign(SALES, "Ana"), "Sign for Sales"),
        (lambda: draft.file.sign(OPERATIONS, "Ben"), "Sign for Operations"),
    ]
    for act, label in steps:
        assert_undone_and_redone(book, act, label)
    for _ in steps:
        book.undo()
    assert book.undo_label is None and content(book) == before


def test_a_mark_says_what_becomes_of_a_rule() -> None:
    measured = Rule("m", Measure.MARGIN, "Margin", promise_limit=Decimal(30), stop_limit=Decimal(10), why="so")
    sentence = Rule("s", None, "By night", zone=Zone.OFF)
    for rule in (measured, sentence):
        for mark in (KEEP, STRIKE):
            assert changed(rule, LineMark(rule.id, SALES, mark, Decimal(1), Decimal(1), "x")) == rule
    wanted = LineMark("m", SALES, CHANGE, Decimal(20), None, "x")
    assert changed(measured, wanted) == measured._replace(promise_limit=Decimal(20), stop_limit=None)
    assert changed(sentence, wanted) == sentence._replace(say="x")


@pytest.mark.parametrize(
    "others",
    [
        (Founder("Ana", True, False), Founder("Ben", False, True), Founder("Dee", False, True)),
        (Founder("Ana", True, True), Founder("Ben", True, True)),
        (Founder("Ana", True, True), Founder("Ben", False, True)),
    ],
)
def test_there_is_a_way_through_for_every_business_of_two_sides(tmp_path: Path, others: tuple[Founder, ...]) -> None:
    with new_file(tmp_path / "Some.handshake", others, in_force=False) as book:
        draft = SetUpFile(book.path, [book])
        assert states(draft)[:2] == (Stage.MARK, (SALES, OPERATIONS))
        draft.keep_rest(SALES)
        draft.keep_rest(OPERATIONS)
        assert states(draft)[0] is Stage.SIGN
        assert draft.file.sign(SALES, "Ana") is None and draft.file.sign(OPERATIONS, "Ben") == 1
