"""Actions on the people of a business, on a real file: who comes, changes, leaves, and what is left in order."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.intake import create_deal
from desktop.actions.meeting import agree_action, tick_action
from desktop.actions.people import PersonFields, come_back, let_leave, remove_person, save_person
from framework.people import Function
from storage.book import Author, Book
from storage.business import read_people, read_series
from storage.intake import read_deal
from storage.meeting import read_action
from storage.opening import open_book
from storage.people import Member, read_members
from storage.trouble import Conflict, Refused, Trouble
from tests.new_business import new_business

MONDAY = date(2026, 11, 23)
WHO = Author("", "Ana")
SELLS = PersonFields("", sells=True, delivers=False)
DELIVERS = PersonFields("", sells=False, delivers=True)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A new business: Ana sells and owns, Ben delivers; they lead the meeting in turn."""
    with new_business(tmp_path / "Mine.handshake", "Ana:sales,leads,owner", "Ben:operations,leads") as made:
        yield made


def member(book: Book, name: str) -> Member:
    (found,) = [each for each in read_members(book) if each.person.name == name]
    return found


def fields(book: Book, name: str) -> PersonFields:
    person = member(book, name).person
    sells, delivers = Function.SALES in person.functions, Function.OPERATIONS in person.functions
    return PersonFields(person.name, sells, delivers, person.leads, person.owner)


def add(book: Book, name: str, what: PersonFields = SELLS) -> str:
    return save_person(book=book, who=WHO, member=None, fields=what._replace(name=name))


def change(book: Book, who: str, **what: object) -> str:
    wanted = fields(book, who)._replace(**what)
    return save_person(book=book, who=WHO, member=member(book, who), fields=wanted)


def leave(book: Book, name: str) -> int:
    return let_leave(book=book, who=WHO, member=member(book, name), on=MONDAY)


def here(book: Book) -> list[str]:
    return [person.name for person in read_people(book)]


def leaders(book: Book) -> list[str]:
    names = {each.person.id: each.person.name for each in read_members(book)}
    series = read_series(book)
    assert series is not None
    return [names[key] for key in series.alternating]


def sold(book: Book, client: str, by: str) -> str:
    return create_deal(book=book, who=WHO, today=MONDAY, digits=2, fields={"client": client, "salesperson": by})


def salesperson(book: Book, key: str) -> str | None:
    deal = read_deal(book, key, digits=2)
    assert deal is not None
    return deal.salesperson


def test_somebody_new_comes_last_and_each_action_is_undone_by_its_name(book: Book) -> None:
    add(book, "  Cleo \n Smith ")
    assert here(book) == ["Ana", "Ben", "Cleo Smith"] and book.undo_label == "New person: Cleo Smith"
    change(book, "Cleo Smith", name="Cleo", delivers=True, leads=True)
    assert book.undo_label == "Person: Cleo" and fields(book, "Cleo")[1:] == (True, True, True, False)
    leave(book, "Cleo")
    assert book.undo_label == "Cleo has left" and here(book) == ["Ana", "Ben"]
    come_back(book=book, who=WHO, member=member(book, "Cleo"))
    assert book.undo_label == "Cleo is back" and here(book) == ["Ana", "Ben", "Cleo"]
    remove_person(book=book, who=WHO, member=member(book, "Cleo"))
    assert book.undo_label == "Delete: Cleo"
    for left in (["Ana", "Ben", "Cleo"], ["Ana", "Ben"], ["Ana", "Ben", "Cleo"], ["Ana", "Ben", "Cleo Smith"]):
        book.undo(who=WHO)
        assert here(book) == left
    assert fields(book, "Cleo Smith")[1:] == (True, False, False, False)
    book.undo(who=WHO)
    assert here(book) == ["Ana", "Ben"]


@pytest.mark.parametrize("name", ["", "  ", "\0", "x" * 201])
def test_a_name_needs_letters_and_not_too_many(book: Book, name: str) -> None:
    with pytest.raises(Trouble):
        add(book, name)
    assert here(book) == ["Ana", "Ben"]


def test_somebody_does_something_here(book: Book) -> None:
    nothing = PersonFields("Cleo", sells=False, delivers=False, leads=True)
    with pytest.raises(Trouble, match="What does Cleo do here"):
        save_person(book=book, who=WHO, member=None, fields=nothing)
    save_person(book=book, who=WHO, member=None, fields=nothing._replace(owner=True))
    assert here(book) == ["Ana", "Ben", "Cleo"]


def test_a_name_is_there_once_also_beside_somebody_who_has_left(book: Book) -> None:
    with pytest.raises(Trouble, match="two people called aNA"):
        add(book, "aNA")
    with pytest.raises(Trouble, match="two people called Ana"):
        change(book, "Ben", name="Ana")
    add(book, "Cleo")
    leave(book, "Cleo")
    # Her deals know her by her name: they would be those of the new one.
    with pytest.raises(Trouble, match="two people called Cleo"):
        add(book, "Cleo")
    with pytest.raises(Trouble, match="two people called Cleo"):
        change(book, "Ben", name="Cleo")


def test_nobody_comes_back_under_a_name_that_is_taken(book: Book) -> None:
    add(book, "Cleo")
    leave(book, "Cleo")
    with book.change("As an older version could", who=WHO) as changing:
        changing.update("person", member(book, "Ben").person.id, {"name": "Cleo"})
    left = next(each for each in read_members(book) if each.left_on)
    with pytest.raises(Trouble, match="two people called Cleo"):
        come_back(book=book, who=WHO, member=left)
    # Two of one name from before can still be told apart.
    twin = next(each for each in read_members(book) if each.person.name == "Cleo" and each.left_on is None)
    save_person(book=book, who=WHO, member=twin, fields=DELIVERS._replace(name="Cleo", leads=True))
    save_person(book=book, who=WHO, member=_again(book, twin), fields=DELIVERS._replace(name="Ben"))
    come_back(book=book, who=WHO, member=left)
    assert here(book) == ["Ana", "Ben", "Cleo"]


def _again(book: Book, seen: Member) -> Member:
    return next(each for each in read_members(book) if each.person.id == seen.person.id)


@pytest.mark.parametrize(
    ("name", "what", "say"),
    [
        ("Ana", {"sells": False}, "Somebody has to sell"),
        ("Ana", {"owner": False}, "Somebody has to own"),
        ("Ben", {"delivers": False, "sells": True}, "Somebody has to deliver"),
    ],
)
def test_the_last_one_who_does_something_keeps_doing_it(book: Book, name: str, what: dict[str, bool], say: str) -> None:
    with pytest.raises(Trouble, match=say):
        change(book, name, **what)
    assert here(book) == ["Ana", "Ben"] and book.undo_label is None


def test_the_last_seller_neither_leaves_nor_is_deleted_until_somebody_else_sells(book: Book) -> None:
    for act in (lambda: leave(book, "Ana"), lambda: remove_person(book=book, who=WHO, member=member(book, "Ana"))):
        with pytest.raises(Trouble):
            act()
    change(book, "Ben", sells=True)
    with pytest.raises(Trouble, match="Somebody has to own"):
        leave(book, "Ana")
    change(book, "Ben", owner=True)
    leave(book, "Ana")
    assert here(book) == ["Ben"]
    # Whoever has left may still be put right, and counts for nothing.
    change(book, "Ana", sells=False, owner=False, delivers=True)
    with pytest.raises(Trouble, match="Somebody has to sell"):
        change(book, "Ben", sells=False)


def test_the_last_seller_is_not_lost_between_two_windows(book: Book) -> None:
    add(book, "Cleo")
    stale = member(book, "Ana")
    change(book, "Ben", owner=True)
    with open_book(book.path) as other:
        leave(other, "Cleo")
        with pytest.raises(Trouble, match="Somebody has to sell"):
            let_leave(book=book, who=WHO, member=stale, on=MONDAY)
    assert here(book) == ["Ana", "Ben"]


def test_a_business_that_never_had_an_owner_can_still_change(tmp_path: Path) -> None:
    with new_business(tmp_path / "Old.handshake", "Ana:sales", "Ben:operations", name="Old") as old:
        change(old, "Ben", name="Benjamin")
        add(old, "Cleo")
        leave(old, "Cleo")
        assert here(old) == ["Ana", "Benjamin"]


def test_a_new_name_goes_into_their_deals_and_undo_takes_it_out(book: Book) -> None:
    add(book, "Cleo")
    mine, theirs = sold(book, "Nook Café", "Ana"), sold(book, "Mill Bakery", "Cleo")
    change(book, "Ana", name="Ana Lima")
    assert (salesperson(book, mine), salesperson(book, theirs)) == ("Ana Lima", "Cleo")
    book.undo(who=WHO)
    assert (salesperson(book, mine), here(book)[0]) == ("Ana", "Ana")
    change(book, "Ana", leads=False)
    assert salesperson(book, mine) == "Ana"


def test_somebody_whom_deals_name_is_not_deleted(book: Book) -> None:
    add(book, "Cleo")
    key = sold(book, "Nook Café", "Cleo")
    with pytest.raises(Trouble, match=r"Cleo can't be deleted: 1 deal names them\. Say that Cleo has left instead"):
        remove_person(book=book, who=WHO, member=member(book, "Cleo"))
    leave(book, "Cleo")
    with pytest.raises(Trouble, match=r"1 deal names them\. What they did stays readable"):
        remove_person(book=book, who=WHO, member=member(book, "Cleo"))
    assert salesperson(book, key) == "Cleo"


def test_somebody_renamed_elsewhere_is_not_deleted_under_the_old_name(book: Book) -> None:
    add(book, "Cleo")
    sold(book, "Nook Café", "Cleo")
    stale = member(book, "Cleo")
    with open_book(book.path) as other:
        change(other, "Cleo", name="Clio")
    # No deal names "Cleo" any more; the one that names Clio counts all the same.
    with pytest.raises(Conflict):
        remove_person(book=book, who=WHO, member=stale)
    assert "Clio" in here(book)


def test_open_actions_of_somebody_who_leaves_are_counted(book: Book) -> None:
    key = add(book, "Cleo")
    for say in ("Order LED stock", "Call the brewery", "Measure the wall"):
        done = agree_action(book=book, who=WHO, today=MONDAY, say=say, person_id=key, due_on=None)
    action = read_action(book, done)
    assert action is not None
    tick_action(book=book, who=WHO, today=MONDAY, action=action, done=True)
    with pytest.raises(Trouble, match="3 actions are theirs"):
        remove_person(book=book, who=WHO, member=member(book, "Cleo"))
    assert leave(book, "Cleo") == 2


@pytest.mark.parametrize(
    ("others", "wanted"),
    [
        ((), ["Ana"]),
        ((("Cleo", SELLS),), ["Ana", "Cleo"]),
        ((("Cleo", SELLS), ("Dirk", DELIVERS)), ["Ana", "Dirk"]),
        ((("Dirk", DELIVERS), ("Eva", DELIVERS._replace(leads=True))), ["Ana", "Eva"]),
    ],
)
def test_a_leader_of_the_meeting_is_followed_by_somebody_of_their_function(
    book: Book, others: tuple[tuple[str, PersonFields], ...], wanted: list[str]
) -> None:
    assert leaders(book) == ["Ana", "Ben"]
    change(book, "Ana", delivers=True)
    for name, what in others:
        add(book, name, what)
    leave(book, "Ben")
    assert leaders(book) == wanted
    book.undo(who=WHO)
    assert leaders(book) == ["Ana", "Ben"] and "Ben" in here(book)


def test_two_on_one_person_the_second_hears_of_the_first(book: Book) -> None:
    seen = member(book, "Ben")
    add(book, "Dirk", DELIVERS)
    with open_book(book.path) as other:
        change(other, "Ben", leads=False)
    with pytest.raises(Conflict):
        save_person(book=book, who=WHO, member=seen, fields=DELIVERS._replace(name="Benny"))
    with pytest.raises(Conflict):
        let_leave(book=book, who=WHO, member=seen, on=MONDAY)
    assert fields(book, "Ben")[1:] == (False, True, False, False)


def test_somebody_deleted_elsewhere_is_not_written(book: Book) -> None:
    add(book, "Cleo")
    seen = member(book, "Cleo")
    with open_book(book.path) as other:
        remove_person(book=other, who=WHO, member=seen)
    with pytest.raises(Refused, match="deleted in the meantime"):
        save_person(book=book, who=WHO, member=seen, fields=SELLS._replace(name="Clio"))
    assert here(book) == ["Ana", "Ben"]


def test_a_file_for_reading_keeps_its_people(book: Book) -> None:
    book.read_only_because = "Only for looking."
    for act in (
        lambda: add(book, "Cleo"),
        lambda: leave(book, "Ben"),
        lambda: remove_person(book=book, who=WHO, member=member(book, "Ben")),
    ):
        with pytest.raises(Trouble, match="Only for looking"):
            act()
