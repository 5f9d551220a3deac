"""Actions on the catalogue on a real file: what goes into the open version, what is refused, what Undo brings back."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.agreement import Standing, begin_proposal, check_step, propose, read_standing, save_rule, save_step
from desktop.actions.business import create_business, read_founder
from desktop.actions.intake import create_deal, move_deal
from desktop.actions.offerings import (
    deals_by_offering,
    put_back_offering,
    remove_offering,
    retire_offering,
    save_offering,
)
from framework.agreement import Measure, Rule, Zone
from framework.agreement_changes import Kind, differences
from framework.agreement_versions import State, Version
from framework.catalogue import Offering
from framework.deal import Stage
from storage.book import Author, Book
from storage.business import read_business, read_people
from storage.intake import read_deal
from storage.trouble import Refused, Trouble

MONDAY = date(2026, 11, 23)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A sign shop of two people, with its starting agreement in force and nothing proposed."""
    with create_business(
        path=tmp_path / "Mine.handshake",
        name="Mine",
        kind="sign-shop",
        founders=(read_founder("Ana:sales,owner"), read_founder("Ben:operations")),
        country=None,
        currency="EUR",
        weekly_hours=Decimal(40),
        today=MONDAY,
    ) as made:
        yield made


@pytest.fixture
def ana(book: Book) -> Author:
    person = next(person for person in read_people(book) if person.name == "Ana")
    return Author(person.id, person.name)


def standing(book: Book) -> Standing:
    return read_standing(book, 2, MONDAY)


def begun(book: Book, ana: Author) -> Version:
    """Begin a proposal, or go on with the one there is."""
    begin_proposal(book=book, who=ana, standing=standing(book))
    return opened(book)


def opened(book: Book) -> Version:
    found = standing(book).open
    assert found is not None
    return found


def called(version: Version, name: str) -> Offering:
    return next(offering for offering in version.agreement.offerings.values() if offering.name == name)


def in_catalogue(book: Book, name: str) -> Offering | None:
    return next((each for each in read_business(book, MONDAY).offerings.values() if each.name == name), None)


def test_a_new_offering_is_kept_with_all_that_it_says(book: Book, ana: Author) -> None:
    version = begun(book, ana)
    crew = read_business(book, MONDAY).crews[0].id
    wanted = Offering(
        "",
        "  Site \n survey ",
        lead_time_days=0,
        hours={crew: Decimal("2.25")},
        list_price=Decimal("180.50"),
        unit_cost=Decimal(0),
        options=("Photos", "  ", "By  drone"),
        data_needed=("Address", ""),
    )
    key = save_offering(book=book, who=ana, digits=2, version=version, offering=wanted)
    kept = opened(book).agreement.offerings[key]
    assert kept == Offering(
        key,
        "Site survey",
        lead_time_days=0,
        hours={crew: Decimal("2.25")},
        list_price=Decimal("180.50"),
        unit_cost=Decimal(0),
        options=("Photos", "By drone"),
        data_needed=("Address",),
    )
    assert list(opened(book).agreement.offerings)[-1] == key
    assert book.undo_label == "New offering: Site survey"
    assert key not in read_business(book, MONDAY).agreement.offerings


def test_what_is_left_empty_is_not_known(book: Book, ana: Author) -> None:
    version = begun(book, ana)
    fascia = called(version, "Illuminated fascia")
    bare = Offering(fascia.id, fascia.name)
    save_offering(book=book, who=ana, digits=2, version=version, offering=bare)
    assert opened(book).agreement.offerings[fascia.id] == bare


@pytest.mark.parametrize(
    ("name", "say"),
    [
        (" ", "An offering needs a name."),
        ("x" * 201, "The name is too long; 200 characters fit."),
        ("MENU boards", "There is an offering called “MENU boards” already. Change that one."),
    ],
)
def test_a_name_that_does_not_do_is_refused_and_nothing_is_kept(book: Book, ana: Author, name: str, say: str) -> None:
    version = begun(book, ana)
    fascia = called(version, "Illuminated fascia")
    before = book.row("SELECT max(seq) FROM change")
    with pytest.raises(Trouble) as told:
        save_offering(book=book, who=ana, digits=2, version=version, offering=fascia._replace(name=name))
    assert told.value.say == say
    assert book.row("SELECT max(seq) FROM change") == before


def test_letters_beyond_ascii_are_the_same_in_capitals(book: Book, ana: Author) -> None:
    save_offering(book=book, who=ana, digits=2, version=begun(book, ana), offering=Offering("", "Ätzung"))
    with pytest.raises(Trouble, match="ätzung"):
        save_offering(book=book, who=ana, digits=2, version=opened(book), offering=Offering("", "ätzung"))


def test_a_list_that_is_too_long_is_refused(book: Book, ana: Author) -> None:
    for field in ("options", "data_needed"):
        offering: Any = Offering("", "Much")._replace(**{field: ("x" * 100,) * 21})
        with pytest.raises(Trouble, match="Say it shorter"):
            save_offering(book=book, who=ana, digits=2, version=begun(book, ana), offering=offering)


def test_a_new_name_holds_at_once_in_every_version(book: Book, ana: Author) -> None:
    version = begun(book, ana)
    wrap = called(version, "Vehicle wrap")
    save_offering(book=book, who=ana, digits=2, version=version, offering=wrap._replace(name="Car wrap"))
    in_force = standing(book).in_force
    assert in_force is not None and in_force.agreement.offerings[wrap.id].name == "Car wrap"
    assert differences(in_force.agreement, opened(book).agreement) == ()
    assert book.undo_label == "Offering: Car wrap"


def test_a_change_takes_back_a_signature_and_undo_gives_it_again(book: Book, ana: Author) -> None:
    version = begun(book, ana)
    wrap = called(version, "Vehicle wrap")
    save_offering(book=book, who=ana, digits=2, version=version, offering=wrap._replace(lead_time_days=12))
    propose(
        book=book,
        who=ana,
        standing=standing(book),
        version=opened(book),
        people=read_people(book),
        why="",
        starts_on=None,
        today=MONDAY,
    )
    assert [signed.person_id for signed in opened(book).signatures] == [ana.id]
    save_offering(book=book, who=ana, digits=2, version=opened(book), offering=wrap._replace(lead_time_days=14))
    assert (opened(book).signatures, opened(book).state) == ((), State.DRAFT)
    book.undo(who=ana)
    assert [signed.person_id for signed in opened(book).signatures] == [ana.id]
    assert opened(book).state is State.PROPOSED
    assert opened(book).agreement.offerings[wrap.id].lead_time_days == 12


def test_a_version_that_was_signed_meanwhile_is_left_alone(book: Book, ana: Author) -> None:
    in_force = standing(book).in_force
    assert in_force is not None
    wrap = called(in_force, "Vehicle wrap")
    with pytest.raises(Refused):
        save_offering(book=book, who=ana, digits=2, version=in_force, offering=wrap._replace(lead_time_days=1))
    after = standing(book).in_force
    assert after is not None and after.agreement == in_force.agreement


# No longer offered


@pytest.fixture
def deal(book: Book, ana: Author) -> str:
    """An open deal for a vehicle wrap."""
    in_force = standing(book).in_force
    assert in_force is not None
    fields = {"client": "Acme", "offering_id": called(in_force, "Vehicle wrap").id}
    return create_deal(book=book, who=ana, today=MONDAY, digits=2, fields=fields)


def test_what_open_deals_name_is_not_retired(book: Book, ana: Author, deal: str) -> None:
    version = begun(book, ana)
    wrap = called(version, "Vehicle wrap")
    with pytest.raises(Trouble) as told:
        retire_offering(book=book, who=ana, version=version, offering=wrap)
    assert told.value.say == (
        "1 open deal is for “Vehicle wrap” (2026-001). Give it another offering first; deals that are over keep theirs."
    )
    assert wrap.id in opened(book).agreement.offerings


def test_a_won_deal_still_needs_its_offering_and_one_that_is_over_does_not(book: Book, ana: Author, deal: str) -> None:
    version = begun(book, ana)
    wrap = called(version, "Vehicle wrap")
    for stage in (Stage.WON, Stage.IN_DELIVERY):
        move(book, ana, deal, stage)
        with pytest.raises(Trouble):
            retire_offering(book=book, who=ana, version=version, offering=wrap)
    move(book, ana, deal, Stage.LOST)
    retire_offering(book=book, who=ana, version=version, offering=wrap)
    assert wrap.id not in opened(book).agreement.offerings
    kept = read_deal(book, deal, digits=2)
    assert kept is not None and kept.offering_id == wrap.id


def move(book: Book, who: Author, deal_id: str, stage: Stage) -> None:
    deal = read_deal(book, deal_id, digits=2)
    assert deal is not None
    move_deal(book=book, who=who, today=MONDAY, digits=2, deal=deal, stage=stage, zone=Zone.PROMISE)


def test_retiring_takes_its_own_rules_along_and_both_come_back(book: Book, ana: Author) -> None:
    version = begun(book, ana)
    basis = standing(book).basis(version)
    assert basis is not None
    fascia = called(version, "Illuminated fascia")
    own = [rule.id for rule in version.agreement.rules if rule.offering_id == fascia.id]
    assert own, "the sign shop has a rule for it"
    retire_offering(book=book, who=ana, version=version, offering=fascia)
    assert book.undo_label == "No longer offered: Illuminated fascia"
    gone = [each.before for each in differences(basis.agreement, opened(book).agreement) if each.kind is Kind.REMOVED]
    assert sorted(line.id for line in gone if isinstance(line, Rule | Offering)) == sorted([*own, fascia.id])
    put_back_offering(book=book, who=ana, digits=2, version=opened(book), basis=basis, offering=fascia)
    assert differences(basis.agreement, opened(book).agreement) == ()
    book.undo(who=ana)
    book.undo(who=ana)
    assert opened(book).agreement == version.agreement


def test_putting_back_twice_leaves_a_rule_alone_that_is_there_again(book: Book, ana: Author) -> None:
    version = begun(book, ana)
    basis = standing(book).basis(version)
    assert basis is not None
    fascia = called(version, "Illuminated fascia")
    own = next(rule for rule in version.agreement.rules if rule.offering_id == fascia.id)
    retire_offering(book=book, who=ana, version=version, offering=fascia)
    without = opened(book)
    put_back_offering(book=book, who=ana, digits=2, version=without, basis=basis, offering=fascia)
    save_rule(book=book, who=ana, version=opened(book), rule=own._replace(why="Letters come from abroad"))
    # Another window, which has not heard of it yet.
    put_back_offering(book=book, who=ana, digits=2, version=without, basis=basis, offering=fascia)
    found = [rule for rule in opened(book).agreement.rules if rule.offering_id == fascia.id]
    assert [(rule.id, rule.why) for rule in found] == [(own.id, "Letters come from abroad")]


def test_retiring_takes_a_rule_along_that_was_written_meanwhile(book: Book, ana: Author) -> None:
    before = begun(book, ana)
    wrap = called(before, "Vehicle wrap")
    rule = Rule("", Measure.LEAD_TIME, "Wraps", wrap.id, Decimal(12), Decimal(6))
    save_rule(book=book, who=ana, version=before, rule=rule)
    assert "Wraps" in [each.say for each in opened(book).agreement.rules]
    retire_offering(book=book, who=ana, version=before, offering=wrap)
    assert "Wraps" not in [each.say for each in opened(book).agreement.rules]


def test_one_that_was_only_ever_written_in_this_proposal_is_gone_for_good(book: Book, ana: Author) -> None:
    key = save_offering(book=book, who=ana, digits=2, version=begun(book, ana), offering=Offering("", "A slip", 3))
    rule = Rule("", Measure.LEAD_TIME, "Slip", key, Decimal(3), Decimal(1))
    save_rule(book=book, who=ana, version=opened(book), rule=rule)
    retire_offering(book=book, who=ana, version=opened(book), offering=called(opened(book), "A slip"))
    assert in_catalogue(book, "A slip") is None
    book.undo(who=ana)
    assert called(opened(book), "A slip").lead_time_days == 3
    assert [rule.say for rule in opened(book).agreement.rules if rule.offering_id == key] == ["Slip"]


def test_one_that_an_older_version_holds_stays_readable(book: Book, ana: Author) -> None:
    version = begun(book, ana)
    retire_offering(book=book, who=ana, version=version, offering=called(version, "Menu boards"))
    found = in_catalogue(book, "Menu boards")
    assert found is not None and not found.retired, "it is in force until the proposal is signed"


# Named by deals alone


@pytest.fixture
def draft(book: Book, ana: Author) -> Offering:
    """An offering as an import leaves it: in no version of the agreement."""
    with book.change("Import", who=ana) as change:
        change.add("offering", {"name": "Neon repair", "position": 90})
    found = in_catalogue(book, "Neon repair")
    assert found is not None and found.draft
    return found


def test_what_no_deal_and_no_version_names_can_be_deleted(book: Book, ana: Author, draft: Offering) -> None:
    remove_offering(book=book, who=ana, offering=draft)
    assert in_catalogue(book, "Neon repair") is None
    assert book.undo_label == "Delete: Neon repair"
    book.undo(who=ana)
    assert in_catalogue(book, "Neon repair") == draft


def test_what_a_deal_names_is_not_deleted(book: Book, ana: Author, draft: Offering) -> None:
    create_deal(
        book=book, who=ana, today=MONDAY, digits=2, fields={"client": "Acme", "offering_id": draft.id, "ref": "A-1"}
    )
    assert deals_by_offering(book) == {draft.id: 1}
    with pytest.raises(Trouble) as told:
        remove_offering(book=book, who=ana, offering=draft)
    assert told.value.say.startswith("1 deal is for “Neon repair”. Give it another offering first")


def test_what_a_version_holds_is_not_deleted(book: Book, ana: Author, draft: Offering) -> None:
    save_offering(book=book, who=ana, digits=2, version=begun(book, ana), offering=draft._replace(lead_time_days=4))
    assert called(opened(book), "Neon repair").lead_time_days == 4
    with pytest.raises(Trouble, match="stays readable"):
        remove_offering(book=book, who=ana, offering=draft)


# A step, as the same kind of line


def test_a_step_is_kept_tidy_and_a_bad_one_is_refused(book: Book, ana: Author) -> None:
    version = begun(book, ana)
    step = version.agreement.ladder[0]
    save_step(
        book=book, who=ana, version=version, step=step._replace(name=" Own \n desk ", belongs=" One  line \n\n two ")
    )
    assert opened(book).agreement.ladder[0][1::3] == ("Own desk", "One line\n\ntwo")
    for wrong, say in (
        ({"name": " "}, "needs a name"),
        ({"name": "x" * 201}, "200"),
        ({"belongs": "x" * 1001}, "1000"),
    ):
        with pytest.raises(Trouble, match=say):
            check_step(step._replace(**wrong))  # type: ignore[arg-type]
