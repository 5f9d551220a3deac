"""Whatever people do with the agreement, in whatever order and in two windows at once, these things stay true."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop.actions.agreement import (
    Standing,
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
from desktop.actions.agreement_setup import keep_the_rest, mark_line, read_marking, settle_line, skip_marking
from desktop.actions.allowances import end, grant
from desktop.actions.desk import judge_open, read_desk
from desktop.actions.intake import answer_item, create_deal, move_deal
from desktop.actions.offerings import retire_offering, save_offering
from framework.agreement import Agreement, Measure, Rule, Zone, flaws
from framework.agreement_setup import LineMark, Mark
from framework.agreement_versions import SIDES, Version, missing_sides, signed_versions
from framework.catalogue import Offering
from framework.checklist import Answer
from framework.deal import Stage
from framework.intake import items_for
from storage.book import Author, Book
from storage.business import read_business
from storage.founding import Founder
from storage.intake import read_deal
from storage.opening import open_book
from storage.people import read_members
from storage.trouble import Trouble
from tests.desktop.actions.agreement_file import TODAY, assert_whole, content, new_file

THREE = (Founder("Ana", True, False), Founder("Ben", False, True), Founder("Cleo", True, True))
STEPS = 30
DAY = timedelta(days=1)
NOT_EXPLAINED = "This doesn't fit with what else is in the file"


class Window:
    """One window on the file. `standing` is what it read last, which may be behind the file."""

    def __init__(self, book: Book, chance: Random) -> None:
        self.book, self.chance, self.today = book, chance, TODAY
        self.read()

    def read(self) -> None:
        self.standing: Standing = read_standing(self.book, 2, self.today)

    @property
    def open(self) -> Version:
        if self.standing.open is None:
            raise Skipped
        return self.standing.open

    def rule(self, version: Version) -> Rule:
        return self.chance.choice(version.agreement.rules or [_skip()])

    def given(self, **more: Any) -> Any:
        people = [member.person for member in read_members(self.book)]
        person = self.chance.choice(people)
        return {"book": self.book, "who": Author(person.id, person.name), **more}


class Skipped(Exception):
    """There is nothing to do this with."""


def _skip() -> Any:
    raise Skipped


def limits(chance: Random) -> dict[str, Decimal]:
    return {"promise_limit": Decimal(chance.randrange(1, 40)), "stop_limit": Decimal(chance.randrange(1, 40))}


def begin(w: Window) -> None:
    begin_proposal(**w.given(standing=w.standing))


def edit_rule(w: Window) -> None:
    rule = w.rule(w.open)
    changed = rule._replace(**limits(w.chance)) if rule.measure else rule._replace(say=f"Said {w.chance.random()}")
    save_rule(**w.given(version=w.open, rule=changed))


def new_rule(w: Window) -> None:
    measure = w.chance.choice([*Measure, None, None])
    offering = w.chance.choice([None, *w.open.agreement.offerings])
    rule = Rule("", measure, "New", offering, zone=None if measure else Zone.ASK)
    save_rule(**w.given(version=w.open, rule=rule._replace(**limits(w.chance)) if measure else rule))


def strike(w: Window) -> None:
    strike_rule(**w.given(version=w.open, rule=w.rule(w.open)))


def put_back(w: Window) -> None:
    basis = w.standing.basis(w.open)
    there = {rule.id for rule in w.open.agreement.rules}
    missing = [rule for rule in basis.agreement.rules if rule.id not in there] if basis else []
    save_rule(**w.given(version=w.open, rule=w.chance.choice(missing or [_skip()]) if missing else _skip()))


def edit_step(w: Window) -> None:
    step = w.chance.choice(w.open.agreement.ladder)
    save_step(**w.given(version=w.open, step=step._replace(answer_hours=Decimal(w.chance.randrange(1, 40)))))


def edit_veto(w: Window) -> None:
    save_veto(**w.given(version=w.open, veto=f"No {w.chance.randrange(9)}"))


def edit_offering(w: Window) -> None:
    new = Offering("", f"Thing {w.chance.random()}")
    offering = w.chance.choice([new, *w.open.agreement.offerings.values()])
    changed = offering._replace(lead_time_days=w.chance.randrange(1, 40))
    save_offering(**w.given(version=w.open, digits=2, offering=changed))


def retire(w: Window) -> None:
    offerings = list(w.open.agreement.offerings.values())
    retire_offering(**w.given(version=w.open, offering=w.chance.choice(offerings) if offerings else _skip()))


def propose_it(w: Window) -> None:
    starts_on = w.chance.choice([None, None, w.today + w.chance.randrange(-1, 6) * DAY])
    business = read_business(w.book, w.today)
    given = w.given(standing=w.standing, version=w.open, people=business.people)
    propose(why="x", starts_on=starts_on, today=w.today, **given)


def sign_it(w: Window) -> None:
    business = read_business(w.book, w.today)
    side = w.chance.choice(missing_sides(w.open) or SIDES)
    sign(**w.given(standing=w.standing, version=w.open, people=business.people, side=side, today=w.today))


def answer(w: Window) -> None:
    reply(**w.given(version=w.open, say="Hm"))


def back(w: Window) -> None:
    take_back(**w.given(standing=w.standing, version=w.open))


def allow(w: Window) -> None:
    version = w.standing.shown
    rule = w.rule(version) if version else _skip()
    until = w.today + w.chance.randrange(0, 5) * DAY
    grant(**w.given(today=w.today, rule=rule, reason="x", until=until, client=w.chance.choice([None, "Acme"])))


def end_one(w: Window) -> None:
    business = read_business(w.book, w.today)
    allowance = w.chance.choice(business.allowances) if business.allowances else _skip()
    end(**w.given(today=w.today, allowance=allowance, rule=business.rule(allowance.rule_id)))


def new_deal(w: Window) -> None:
    offering = w.chance.choice([None, *read_business(w.book, w.today).offerings])
    fields = {"client": "Acme", "offering_id": offering, "promised_on": w.today + 30 * DAY, "value": Decimal(900)}
    create_deal(today=w.today, digits=2, **w.given(fields=fields))


def any_deal(w: Window) -> Any:
    keys = [key for (key,) in w.book.rows("SELECT id FROM deal ORDER BY ref")]
    return read_deal(w.book, w.chance.choice(keys) if keys else _skip(), digits=2)


def move_one(w: Window) -> None:
    stage = w.chance.choice([Stage.OFFERED, Stage.WON, Stage.DELIVERED, Stage.LOST])
    move_deal(today=w.today, digits=2, zone=Zone.PROMISE, **w.given(deal=any_deal(w), stage=stage))


def tick(w: Window) -> None:
    deal = any_deal(w)
    items = [i for i in items_for(deal, read_business(w.book, w.today), w.today) if i.follows is None]
    item = w.chance.choice(items) if items else _skip()
    answer_item(deal_id=deal.id, item=item.id, say=item.say, answer=w.chance.choice(list(Answer)), **w.given())


def mark_one(w: Window) -> None:
    rule, side = w.rule(w.open), w.chance.choice(SIDES)
    wanted = LineMark(rule.id, side, w.chance.choice(list(Mark)), **limits(w.chance), say="So")
    before = read_marking(w.book, w.open, read_business(w.book, w.today)).marks.get((rule.id, side))
    seen = before.row_version if before is not None else 0
    mark_line(**w.given(version=w.open, rule=rule, mark=wanted._replace(row_version=seen)))


def keep_rest(w: Window) -> None:
    marks = read_marking(w.book, w.open, read_business(w.book, w.today)).marks
    keep_the_rest(**w.given(version=w.open, marks=marks, side=w.chance.choice(SIDES)))


def settle_one(w: Window) -> None:
    rule = w.rule(w.open)
    outcome = LineMark(rule.id, SIDES[0], w.chance.choice(list(Mark)), **limits(w.chance), say="So")
    settle_line(**w.given(version=w.open, rule=rule, outcome=outcome))


def skip_marks(w: Window) -> None:
    skip_marking(**w.given(version=w.open))


def undo(w: Window) -> None:
    w.book.undo()


def redo(w: Window) -> None:
    w.book.redo()


WRITING: list[Callable[[Window], None]] = [
    begin,
    edit_rule,
    edit_rule,
    new_rule,
    strike,
    put_back,
    edit_step,
    edit_veto,
]
WRITING += [edit_offering, retire, answer, back]
SIGNING: list[Callable[[Window], None]] = [propose_it, propose_it, propose_it, sign_it, sign_it, sign_it]
AROUND: list[Callable[[Window], None]] = [allow, end_one, new_deal, new_deal, move_one, tick]
SETTING_UP: list[Callable[[Window], None]] = [mark_one, keep_rest, settle_one, settle_one, skip_marks]
TURNING: list[Callable[[Window], None]] = [undo, undo, redo]


def check_everything(book: Book, today: date, before: dict[int, Agreement]) -> dict[int, Agreement]:
    """Fail when something is no longer as it must be; return what every signed version says, by number."""
    assert_whole(book)
    standing, business = read_standing(book, 2, today), read_business(book, today)
    assert sum(version.is_open for version in standing.versions) <= 1
    signed = signed_versions(standing.versions)
    assert [version.agreement.number for version in signed] == list(range(1, len(signed) + 1))
    days = [version.agreement.in_force_from for version in signed]
    assert None not in days and days == sorted(days)  # type: ignore[type-var]
    for version in signed:
        # A file that is made with an agreement in force has its first version without a signature.
        assert missing_sides(version) == () or (version.based_on is None and not version.signatures)
        assert flaws(version.agreement.rules) == ()
    now = {version.agreement.number: version.agreement for version in signed}
    for number in before.keys() & now.keys():
        assert now[number] == before[number], "what was signed has changed"
    for version in standing.versions:
        keys = [rule.id for rule in version.agreement.rules]
        assert len(set(keys)) == len(keys), "a rule stands twice in a version"
        assert all(
            rule.offering_id is None or rule.offering_id in business.offerings for rule in version.agreement.rules
        )
    for item in business.items:
        assert item.rule_id is None or business.rule(item.rule_id) is not None, item.say
    for allowance in business.allowances:
        assert business.rule(allowance.rule_id) is not None
    for (offering,) in book.rows("SELECT DISTINCT offering_id FROM deal WHERE offering_id IS NOT NULL"):
        assert business.offerings[offering].name
    for each in judge_open(book, read_desk(book, today)):
        assert each.verdict.zone in Zone
        assert items_for(each.deal, business, today)
    return now


def one_step(w: Window, acts: list[Callable[[Window], None]], told: Counter[str]) -> None:
    """Do one of `acts` that there is something for. What is refused leaves no trace, and says why in plain words."""
    changes = w.book.row("SELECT count(*) FROM change")
    for act in w.chance.choices(acts, k=100):
        try:
            act(w)
        except Skipped:
            continue
        except Trouble as trouble:
            told["refused"] += 1
            assert NOT_EXPLAINED not in trouble.say, act.__name__
            assert w.book.row("SELECT count(*) FROM change") == changes
        else:
            told[act.__name__] += 1
        return


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("in_force", [True, False], ids=["in_force", "first_draft"])
def test_a_walk_in_one_window_and_all_the_way_back(tmp_path: Path, seed: int, in_force: bool) -> None:
    with new_file(tmp_path / "Walk.handshake", THREE, in_force=in_force) as book:
        window, told = Window(book, Random(seed)), Counter[str]()
        first, signed = content(book), check_everything(book, TODAY, {})
        acts = [*WRITING, *SIGNING, *AROUND, *TURNING, *([] if in_force else SETTING_UP)]
        for _ in range(STEPS):
            if window.chance.random() < 0.2:
                window.today += window.chance.randrange(1, 3) * DAY
            window.read()
            one_step(window, acts, told)
            signed = check_everything(book, window.today, signed)
        while book.undo_label is not None:
            book.undo()
            signed = check_everything(book, window.today, signed)
        assert content(book) == first
        assert sum(told.values()) == STEPS and told["refused"] < STEPS / 2, told


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[Callable[[int, bool], list[Window]]]:
    """Open one new file in two windows."""
    with ExitStack() as stack:

        def open_two(seed: int, in_force: bool) -> list[Window]:
            book = stack.enter_context(new_file(tmp_path / "Walk.handshake", THREE, in_force=in_force))
            other = stack.enter_context(open_book(book.path))
            chance = Random(seed)
            return [Window(book, chance), Window(other, chance)]

        yield open_two


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("in_force", [True, False], ids=["in_force", "first_draft"])
def test_a_walk_in_two_windows_that_are_often_behind(
    windows: Callable[[int, bool], list[Window]], seed: int, in_force: bool
) -> None:
    two, told = windows(seed, in_force), Counter[str]()
    chance, signed = two[0].chance, check_everything(two[0].book, TODAY, {})
    acts = [*WRITING, *SIGNING, *AROUND, *([] if in_force else SETTING_UP)]
    for _ in range(STEPS):
        window = chance.choice(two)
        if chance.random() < 0.2:
            two[0].today = two[1].today = window.today + DAY
        if chance.random() < 0.6:
            window.read()
        one_step(window, acts, told)
        now = check_everything(window.book, window.today, signed)
        assert now.keys() >= signed.keys(), "what was signed has disappeared"
        signed = now
    assert sum(told.values()) == STEPS
