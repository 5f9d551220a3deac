"""Visits in a real file: planned, moved, done, called off, written up, and what was learned; each undone by name."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from desktop.actions.intake import create_deal, delete_deal
from desktop.actions.people import remove_person
from desktop.actions.visits import (
    VisitFields,
    call_off_visit,
    change_visit,
    due_visits,
    finish_visit,
    learned_agenda_item,
    learned_rule,
    learned_word,
    move_visit,
    plan_visit,
    set_rhythm,
    take_in_paper_card,
    visit_turns,
    write_card,
)
from framework.agreement import Zone
from framework.business import Business
from framework.meeting import SectionKind
from framework.visits import Became, DueStep, Learned, Visit, VisitKind
from framework.words import Word
from storage.book import Author, Book
from storage.business import read_business
from storage.held_meetings import added_items
from storage.intake import read_deal
from storage.people import naming, read_members
from storage.shared_words import read_words
from storage.trouble import Conflict, Refused, Trouble
from storage.visits import read_learned, read_rhythms, read_visit, read_visits, visit_days
from tests.new_business import new_business

TODAY = date(2026, 11, 23)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A business of three: Ana sells, Ben delivers, Cleo owns it."""
    with new_business(
        tmp_path / "Mine.handshake", "Ana:sales", "Ben:operations", "Cleo:sales,owner", kind="sign-shop"
    ) as made:
        yield made


@pytest.fixture
def business(book: Book) -> Business:
    """Who works there."""
    return read_business(book, TODAY)


@pytest.fixture
def ana(business: Business) -> Author:
    """Ana at the keyboard."""
    return Author(business.people[0].id, "Ana")


def fields(business: Business, name: str = "Ana", **known: object) -> VisitFields:
    person = next(each for each in business.people if each.name == name)
    kind = VisitKind.SALES_CALL if name == "Ben" else VisitKind.DELIVERY
    return VisitFields(person.id, kind, TODAY + timedelta(days=3))._replace(**known)  # type: ignore[arg-type]


def plan(book: Book, ana: Author, business: Business, **known: object) -> Visit:
    key = plan_visit(book=book, who=ana, business=business, fields=fields(business, **known))
    found = read_visit(book, key)
    assert found is not None
    return found


def again(book: Book, visit: Visit) -> Visit:
    found = read_visit(book, visit.id)
    assert found is not None
    return found


def test_a_visit_is_planned_changed_and_moved(book: Book, business: Business, ana: Author) -> None:
    ben = business.people[1].id
    visit = plan(
        book, ana, business, what="  The fascia at\n the bakery ", host_id=ben, starts=time(9, 30), minutes=180
    )
    assert (visit.what, visit.host_id, visit.starts, visit.minutes) == ("The fascia at the bakery", ben, "09:30", 180)
    assert book.undo_label == "Plan a visit: Ana"
    changed = fields(business, what="The library", kind=VisitKind.SUPPORT)
    change_visit(book=book, who=ana, business=business, visit=visit, fields=changed)
    visit = again(book, visit)
    assert (visit.kind, visit.what, visit.starts) == (VisitKind.SUPPORT, "The library", None)
    move_visit(book=book, who=ana, business=business, visit=visit, day=TODAY)
    assert again(book, visit).planned_on == TODAY and book.undo_label == "Another day for the visit: Ana"
    with pytest.raises(Conflict):
        move_visit(book=book, who=ana, business=business, visit=visit, day=TODAY)
    book.undo(who=ana)
    assert again(book, visit).planned_on == visit.planned_on


@pytest.mark.parametrize(
    ("name", "wrong", "say"),
    [
        ("Ana", {"kind": VisitKind.SALES_CALL}, "Ana sells"),
        ("Ben", {"kind": VisitKind.DELIVERY}, "Ben delivers"),
        ("Ana", {"person_id": "nobody"}, "Who goes along"),
        ("Ana", {"planned_on": None}, "On which day"),
        ("Ana", {"minutes": 10}, "How long"),
        ("Ana", {"minutes": None}, "How long"),
        ("Ana", {"host_id": "nobody"}, "somebody else"),
        ("Ana", {"what": "x" * 301}, "300 characters"),
    ],
)
def test_what_can_not_be_visited_is_said(
    book: Book, business: Business, ana: Author, name: str, wrong: dict[str, object], say: str
) -> None:
    with pytest.raises(Trouble, match=say):
        plan_visit(book=book, who=ana, business=business, fields=fields(business, name, **wrong))
    assert read_visits(book) == []


def test_the_owner_may_visit_either_side(book: Book, business: Business, ana: Author) -> None:
    for kind in VisitKind:
        plan_visit(book=book, who=ana, business=business, fields=fields(business, "Cleo", kind=kind))
    assert len(read_visits(book)) == 3


def test_a_visit_is_done_and_due_again_a_quarter_later(book: Book, business: Business, ana: Author) -> None:
    visit = plan(book, ana, business, planned_on=TODAY - timedelta(days=2))
    (waits,) = due_visits(book, TODAY)
    assert (waits.step, waits.late_by) == (DueStep.WRITE_UP, 2)
    with pytest.raises(Trouble, match="still to come"):
        finish_visit(book=book, who=ana, business=business, today=TODAY, visit=visit, done_on=TODAY + timedelta(days=1))
    with pytest.raises(Trouble, match="which day"):
        finish_visit(book=book, who=ana, business=business, today=TODAY, visit=visit, done_on=None)
    finish_visit(book=book, who=ana, business=business, today=TODAY, visit=visit, done_on=visit.planned_on)
    assert book.undo_label == "Visit done: Ana"
    assert visit_days(book, TODAY)[0][1] == visit.planned_on
    assert visit_days(book, TODAY - timedelta(days=3)) == []
    assert due_visits(book, TODAY) == ()
    assert ana.id in [each.person_id for each in due_visits(book, visit.planned_on + timedelta(days=91))]
    with pytest.raises(Refused, match="done already"):
        call_off_visit(book=book, who=ana, business=business, visit=again(book, visit), because="ill")
    book.undo(who=ana)
    assert visit_days(book, TODAY) == []


def test_calling_off_needs_a_reason_and_the_visit_is_due_as_before(book: Book, business: Business, ana: Author) -> None:
    later = TODAY + timedelta(days=200)
    assert {each.step for each in due_visits(book, later)} == {DueStep.PLAN}
    visit = plan(book, ana, business, planned_on=later + timedelta(days=1))
    assert ana.id not in {each.person_id for each in due_visits(book, later)}
    with pytest.raises(Trouble, match="why"):
        call_off_visit(book=book, who=ana, business=business, visit=visit, because="  ")
    call_off_visit(book=book, who=ana, business=business, visit=visit, because="The crane\nbroke")
    assert again(book, visit).called_off_because == "The crane broke"
    assert ana.id in {each.person_id for each in due_visits(book, later)}
    for act in (finish_visit, take_in_paper_card):
        with pytest.raises(Refused, match="called off"):
            more = {"words": {}} if act is take_in_paper_card else {}
            act(book=book, who=ana, business=business, today=TODAY, visit=again(book, visit), done_on=TODAY, **more)  # type: ignore[operator]
    book.undo(who=ana)
    assert again(book, visit).called_off_at is None


def test_the_card_is_written_as_one_goes_and_from_paper(book: Book, business: Business, ana: Author) -> None:
    visit = plan(book, ana, business)
    write_card(book=book, who=ana, business=business, visit=visit, words={"guess": " The stairs \n"})
    assert again(book, visit).guess == "The stairs" and book.undo_label == "Card of the visit: Ana"
    with pytest.raises(Conflict):
        write_card(book=book, who=ana, business=business, visit=visit, words={"guess": "Dust"})
    with pytest.raises(Trouble, match="2,000"):
        write_card(book=book, who=ana, business=business, visit=again(book, visit), words={"waiting": "x" * 2001})
    take_in_paper_card(
        book=book,
        who=ana,
        business=business,
        today=TODAY,
        visit=again(book, visit),
        done_on=TODAY,
        words={"surprise": "Nobody had the key", "differently": "Ask for the key"},
    )
    found = again(book, visit)
    assert (found.guess, found.surprise, found.done_on) == ("The stairs", "Nobody had the key", TODAY)
    book.undo(who=ana)
    assert (again(book, visit).surprise, again(book, visit).done_on) == ("", None)


def test_what_was_learned_becomes_an_agenda_item_a_word_or_a_rule(book: Book, business: Business, ana: Author) -> None:
    visit = plan(book, ana, business)

    def learned() -> list[Learned]:
        return read_learned(book, visit.id)

    item = learned_agenda_item(
        book=book, who=ana, today=TODAY, visit=visit, section=SectionKind.BOTTLENECKS, say="Keys come late"
    )
    assert [each.id for each in added_items(book)] == [item]
    word = learned_word(book=book, who=ana, visit=visit, word=Word("", "site ready", "", "Keys and power are there"))
    assert word in {each.id for each in read_words(book)}
    was_open = learned_rule(book=book, who=ana, visit=visit, say="No date before the keys", zone=Zone.ASK, why="Seen")
    assert not was_open
    assert [(each.became, each.target_id is not None) for each in learned()] == [
        (Became.AGENDA_ITEM, True),
        (Became.WORD, True),
        (Became.RULE, True),
    ]
    assert read_learned(book) == learned()
    # The second rule goes into the proposal that is open by now; the same sentence twice is refused.
    assert learned_rule(book=book, who=ana, visit=visit, say="No lift, no fascia", zone=Zone.OFF, why="")
    with pytest.raises(Trouble, match="already"):
        learned_rule(book=book, who=ana, visit=visit, say="no lift, no fascia", zone=Zone.OFF, why="")
    assert len(learned()) == 4
    for _ in range(2):
        book.undo(who=ana)
    assert book.row("SELECT count(*) FROM agreement WHERE state = 'draft'") == (0,)
    assert [each.became for each in learned()] == [Became.AGENDA_ITEM, Became.WORD]
    book.undo(who=ana)
    assert word not in {each.id for each in read_words(book)}
    book.undo(who=ana)
    assert learned() == [] and added_items(book) == []


def test_what_a_visit_led_to_can_be_taken_back(book: Book, business: Business, ana: Author) -> None:
    visit = plan(book, ana, business)
    item = learned_agenda_item(
        book=book, who=ana, today=TODAY, visit=visit, section=SectionKind.BOTTLENECKS, say="Keys come late"
    )
    with book.change("Gone", who=ana) as change:
        change.remove("agenda_item", item)
    (learned,) = read_learned(book)
    assert learned.say == "Keys come late" and learned.target_id is None


def test_somebody_unknown_proposes_no_rule(book: Book, business: Business, ana: Author) -> None:
    visit = plan(book, ana, business)
    with pytest.raises(Trouble, match="acting first"):
        learned_rule(book=book, who=Author(), visit=visit, say="No", zone=Zone.ASK, why="")
    with pytest.raises(Trouble, match="what it is about"):
        learned_agenda_item(book=book, who=ana, today=TODAY, visit=visit, section=SectionKind.CLOSE, say=" ")


def test_everybody_has_a_rhythm(book: Book, business: Business, ana: Author) -> None:
    person = business.people[0]
    set_rhythm(book=book, who=ana, person=person, every_days=30)
    assert book.undo_label == "Visits of Ana: every 30 days"
    set_rhythm(book=book, who=ana, person=person, every_days=0)
    assert read_rhythms(book) == {person.id: 0} and book.undo_label == "Visits of Ana: never due"
    (turn, *_) = visit_turns(book, business, TODAY)
    assert turn.due_on is None
    for wrong in (None, -1, 3651):
        with pytest.raises(Trouble, match="After how many days"):
            set_rhythm(book=book, who=ana, person=person, every_days=wrong)
    book.undo(who=ana)
    assert read_rhythms(book) == {person.id: 30}


def test_a_deal_that_is_deleted_leaves_its_visit(book: Book, business: Business, ana: Author) -> None:
    deal_id = create_deal(book=book, who=ana, today=TODAY, digits=2, fields={"client": "Bakery"})
    visit = plan(book, ana, business, deal_id=deal_id)
    deal = read_deal(book, deal_id, digits=2)
    assert deal is not None
    delete_deal(book=book, who=ana, deal=deal)
    assert again(book, visit).deal_id is None
    book.undo(who=ana)
    assert again(book, visit).deal_id == deal_id


def test_who_was_on_a_visit_can_not_be_deleted_but_who_only_has_a_rhythm_can(
    book: Book, business: Business, ana: Author
) -> None:
    with book.change("Dan", who=ana) as change:
        change.add("person", {"name": "Dan", "sells": True, "position": 4})
    dan = next(each for each in read_members(book) if each.person.name == "Dan")
    set_rhythm(book=book, who=ana, person=dan.person, every_days=30)
    assert naming(book, dan.person) == {}
    remove_person(book=book, who=ana, member=dan)
    assert read_rhythms(book) == {}
    book.undo(who=ana)
    assert read_rhythms(book) == {dan.person.id: 30}
    business = read_business(book, TODAY)
    plan_visit(book=book, who=ana, business=business, fields=fields(business, "Dan"))
    dan = next(each for each in read_members(book) if each.person.name == "Dan")
    with pytest.raises(Trouble, match="can't be deleted"):
        remove_person(book=book, who=ana, member=dan)
