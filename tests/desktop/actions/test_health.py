"""The health check in a real file: begun, answered alone under a word, opened together, and what is mended after it."""

from base64 import b64decode
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.actions.health import (
    MOST_OWN,
    OwnStatement,
    Unlocked,
    agreed_since,
    area_titles,
    asked_statements,
    begin_check,
    call_off_check,
    choose_repair,
    choose_word,
    due_day,
    keep_answers,
    known_statements,
    last_opened_on,
    last_own_statements,
    open_check,
    sheets_of,
    start_anew,
    unlock,
)
from desktop.actions.meeting import tick_action
from desktop.actions.people import let_leave, remove_person
from framework.health import Area, Voice, area_results
from framework.health_check import Asked, HealthCheck, Opened, State
from framework.people import Function, Person
from storage.backup import back_up
from storage.book import Author, Book
from storage.business import read_people
from storage.health import read_check, read_checks, read_opened, running_check
from storage.meeting import read_action
from storage.opening import open_book
from storage.people import read_members
from storage.trouble import Conflict, Refused, Trouble
from storage.verify import verify
from tests.new_business import new_business

TODAY = date(2026, 11, 23)
FRIDAY = TODAY + timedelta(days=4)
OWN = OwnStatement("We tell each other of a rush the same day.", Area.RULES)
WORDS = {"Ana": "Blauer Hund", "Ben": "drei Leitern", "Cleo": "grey harbour"}


pytestmark = pytest.mark.usefixtures("quick_key")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A business of three: Ana sells, Ben delivers, Cleo owns it."""
    with new_business(tmp_path / "Mine.handshake", "Ana:sales", "Ben:operations", "Cleo:owner") as made:
        yield made


@pytest.fixture
def ana(book: Book) -> Author:
    """Ana at the keyboard."""
    return Author(read_people(book)[0].id, "Ana")


@pytest.fixture
def people(book: Book) -> tuple[Person, ...]:
    """Ana and Ben, who are asked in most tests."""
    return read_people(book)[:2]


@pytest.fixture
def check(book: Book, ana: Author, people: tuple[Person, ...]) -> HealthCheck:
    """A check of Ana and Ben in the short form, just begun."""
    return begun(book, ana, people)


def begun(
    book: Book, who: Author, people: tuple[Person, ...], *, short: bool = True, own: tuple[OwnStatement, ...] = ()
) -> HealthCheck:
    key = begin_check(book=book, who=who, people=people, short=short, own=own)
    found = read_check(book, key)
    assert found is not None
    return found


def again(book: Book, check: HealthCheck, name: str) -> Asked:
    found = read_check(book, check.id)
    assert found is not None
    return next(each for each in found.asked if each.person.name == name)


def all_of(check: HealthCheck, answer: int | None) -> dict[str, int | None]:
    return {each.id: answer for each in check.statements}


def answered(book: Book, check: HealthCheck, name: str, answer: int | None) -> Unlocked:
    """Somebody takes a word, answers everything the same, and is done."""
    unlocked = choose_word(book=book, asked=again(book, check, name), word=WORDS[name])
    return keep_answers(book=book, unlocked=unlocked, answers=all_of(check, answer), finished=True)


def opened(book: Book, who: Author, check: HealthCheck) -> Opened:
    """The check, answered by Ana with 4 and by Ben with 2, and opened."""
    both = [answered(book, check, "Ana", 4), answered(book, check, "Ben", 2)]
    here = read_check(book, check.id)
    assert here is not None
    open_check(book=book, who=who, check=here, unlocked=both)
    return read_opened(book)[0]


def bytes_of(book: Book) -> bytes:
    """Everything that lies on the disk of the file: itself, what has not yet been written into it, and its backups."""
    folder = book.path.parent
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


# What is asked


def test_every_area_has_a_name_and_its_statements() -> None:
    assert list(area_titles()) == list(Area) and all(area_titles().values())
    assert [each.area for each in asked_statements(short=True)] == list(Area)
    assert asked_statements(short=False) == known_statements() and len(known_statements()) == 38


def test_own_statements_stand_behind_those_of_their_area_and_of_no_area_last() -> None:
    loose = OwnStatement("  We  laugh\ttogether. ", None)
    found = asked_statements(short=False, own=(loose, OWN))
    rules = [each for each in found if each.area is Area.RULES]
    assert rules[-1].say == OWN.say and rules[-1].own and len(rules) == 5
    assert found[-1].say == "We laugh together." and found[-1].area is None and found[-1].own
    assert len({each.id for each in found}) == len(found) and all(len(each.id) <= 32 for each in found)
    assert [each.own for each in asked_statements(short=True, own=(OWN,))][:3] == [False, True, False]


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ((OwnStatement(" \n ", Area.RULES),), "Write the statement"),
        ((OwnStatement("x" * 301, None),), "300"),
        ((OWN, OWN._replace(say=OWN.say.upper())), "asked already"),
        ((OwnStatement(known_statements()[0].say, None),), "asked already"),
        (tuple(OwnStatement(f"Statement {number}", None) for number in range(MOST_OWN + 1)), "Twenty"),
    ],
)
def test_own_statements_that_cannot_be_asked(own: tuple[OwnStatement, ...], says: str, book: Book, ana: Author) -> None:
    with pytest.raises(Trouble, match=says):
        begin_check(book=book, who=ana, people=read_people(book), short=True, own=own)
    assert read_checks(book) == ()
    asked_statements(short=True, own=(OwnStatement("x" * 300, None),))


def test_own_statements_are_asked_again_under_the_same_code(
    book: Book, ana: Author, people: tuple[Person, ...]
) -> None:
    assert last_own_statements(book) == ()
    first = begun(book, ana, people, own=(OWN, OwnStatement("We laugh.", None, reversed=True)))
    call_off_check(book=book, who=ana, check=first)
    own = last_own_statements(book)
    assert [(each.say, each.area, each.reversed) for each in own] == [
        (OWN.say, Area.RULES, False),
        ("We laugh.", None, True),
    ]
    later = begun(book, ana, people, own=own)
    assert {each.id for each in later.statements} == {each.id for each in first.statements}


# Beginning


def test_a_check_begins_with_everybody_waiting(book: Book, ana: Author) -> None:
    check = begun(book, ana, read_people(book), short=False, own=(OWN,))
    assert check.is_running and not check.short and len(check.statements) == 39 and not check.is_complete
    assert [each.person.name for each in check.asked] == ["Ana", "Ben", "Cleo"]
    assert {each.state for each in check.asked} == {State.WAITING}
    assert check.asked[2].person.owner and not check.asked[2].person.functions
    assert running_check(book) == check and read_opened(book) == ()
    assert book.undo_label == "Health check begun"
    book.undo(who=ana)
    assert read_checks(book) == () and read_check(book, check.id) is None


def test_both_functions_are_asked_and_one_person_may_be_both(book: Book, ana: Author) -> None:
    everybody = read_people(book)
    for people in ((), everybody[:1], everybody[1:2], (everybody[0], everybody[2])):
        with pytest.raises(Trouble, match="who sells and one who delivers"):
            begin_check(book=book, who=ana, people=people, short=True)
    alone = everybody[0]._replace(functions=frozenset(Function))
    check = begun(book, ana, (alone,))
    unlocked = answered(book, check, "Ana", 3)
    open_check(book=book, who=ana, check=check, unlocked=[unlocked])
    (result, *_) = area_results(check.statements, read_opened(book)[0].sheets)
    assert result.gap == 0 and result.by_voice[Voice.OWNER].mean is None


def test_only_one_runs_at_a_time(book: Book, ana: Author, check: HealthCheck, people: tuple[Person, ...]) -> None:
    with pytest.raises(Refused, match="runs already"):
        begin_check(book=book, who=ana, people=people, short=False)
    assert read_checks(book) == (check,)


def test_one_called_off_that_undo_lets_go_on_waits_behind_a_later_one(
    book: Book, ana: Author, check: HealthCheck, people: tuple[Person, ...]
) -> None:
    call_off_check(book=book, who=ana, check=check)
    later = begun(book, ana, people)
    answered(book, later, "Ben", 3)
    with pytest.raises(Refused):
        book.undo(who=ana)  # Ben has begun to answer it
    book.undo(who=ana)
    assert [each.is_running for each in read_checks(book)] == [True, False]
    assert running_check(book) == read_check(book, later.id)


def test_calling_off_and_undo(book: Book, ana: Author, check: HealthCheck) -> None:
    unlocked = answered(book, check, "Ana", 5)
    call_off_check(book=book, who=ana, check=check)
    assert running_check(book) is None and read_opened(book) == ()
    over = read_checks(book)[0]
    with pytest.raises(Refused, match="over"):
        call_off_check(book=book, who=ana, check=over)
    for act in (
        lambda: unlock(book=book, asked=unlocked.asked, word=WORDS["Ana"]),
        lambda: choose_word(book=book, asked=again(book, check, "Ben"), word=WORDS["Ben"]),
        lambda: keep_answers(book=book, unlocked=unlocked, answers={}, finished=False),
        lambda: start_anew(book=book, who=ana, asked=unlocked.asked),
        lambda: open_check(book=book, who=ana, check=check, unlocked=[unlocked]),
    ):
        with pytest.raises(Refused, match="over"):
            act()
    assert book.undo_label == "Health check called off"
    book.undo(who=ana)
    assert unlock(book=book, asked=again(book, check, "Ana"), word=WORDS["Ana"]).answers == all_of(check, 5)


def test_what_was_undone_is_gone_for_who_still_looks_at_it(book: Book, ana: Author, check: HealthCheck) -> None:
    book.undo(who=ana)
    with pytest.raises(Refused, match="deleted"):
        choose_word(book=book, asked=check.asked[0], word=WORDS["Ana"])
    with pytest.raises(Refused, match="deleted"):
        call_off_check(book=book, who=ana, check=check)


# Answering alone


@pytest.mark.parametrize("word", ["", "abc", " a b c ", "\t\n"])
def test_a_word_has_at_least_four_letters(book: Book, check: HealthCheck, word: str) -> None:
    with pytest.raises(Trouble, match="4 letters"):
        choose_word(book=book, asked=check.asked[0], word=word)
    assert again(book, check, "Ana").state is State.WAITING


def test_answers_are_taken_up_again_with_the_word_alone(book: Book, check: HealthCheck) -> None:
    path, first = book.path, check.statements[0].id
    unlocked = choose_word(book=book, asked=check.asked[0], word=WORDS["Ana"])
    assert unlocked.answers == {} and unlocked.asked.state is State.BEGUN
    kept = keep_answers(book=book, unlocked=unlocked, answers={first: None}, finished=False)
    kept = keep_answers(book=book, unlocked=kept, answers={first: 4}, finished=False)
    assert kept.answers == {first: 4} and kept.asked.version > unlocked.asked.version
    with pytest.raises(Refused, match="begun already"):
        choose_word(book=book, asked=again(book, check, "Ana"), word="another word")
    book.close()
    with open_book(path) as reopened:
        asked = again(reopened, check, "Ana")
        assert asked.state is State.BEGUN and asked.finished_at is None
        assert unlock(book=reopened, asked=asked, word=" blauer  HUND ").answers == {first: 4}
        for wrong in ("Blauer Hut", "Blauer Hunde", "", WORDS["Ben"]):
            with pytest.raises(Trouble, match="not the word of Ana"):
                unlock(book=reopened, asked=asked, word=wrong)
        assert again(reopened, check, "Ana") == asked, "a wrong word changes nothing"


def test_nothing_to_unlock_before_somebody_has_begun(book: Book, check: HealthCheck) -> None:
    with pytest.raises(Refused, match="Ana has not begun"):
        unlock(book=book, asked=check.asked[0], word=WORDS["Ana"])


def test_done_is_who_answered_everything(book: Book, check: HealthCheck) -> None:
    unlocked = choose_word(book=book, asked=check.asked[0], word=WORDS["Ana"])
    answers = all_of(check, None)
    last = answers.popitem()[0]
    with pytest.raises(Trouble, match="One statement has no answer"):
        keep_answers(book=book, unlocked=unlocked, answers=answers, finished=True)
    answers.popitem()
    with pytest.raises(Trouble, match="2 statements have no answer"):
        keep_answers(book=book, unlocked=unlocked, answers=answers, finished=True)
    assert again(book, check, "Ana").state is State.BEGUN
    done = keep_answers(book=book, unlocked=unlocked, answers=all_of(check, None), finished=True)
    assert done.asked.state is State.FINISHED and done.asked.finished_at is not None
    back = keep_answers(book=book, unlocked=done, answers={**all_of(check, None), last: 5}, finished=False)
    assert back.asked.state is State.BEGUN, "who changes an answer says anew that they are done"


@pytest.mark.parametrize("wrong", [{"A1": 0}, {"A1": 6}, {"not-asked": 3}, {"A2": 3}])
def test_only_what_is_asked_can_be_answered_and_from_one_to_five(
    book: Book, check: HealthCheck, wrong: dict[str, int]
) -> None:
    unlocked = choose_word(book=book, asked=check.asked[0], word=WORDS["Ana"])
    with pytest.raises(ValueError, match="no such answer"):
        keep_answers(book=book, unlocked=unlocked, answers=dict(wrong), finished=False)
    assert again(book, check, "Ana") == unlocked.asked


def test_answering_is_not_offered_to_undo_and_is_told_by_whose_it_is(
    book: Book, ana: Author, check: HealthCheck
) -> None:
    before = book.last_seq
    answered(book, check, "Ben", 2)
    assert book.last_seq == before
    newest = book.history()[0]
    assert (newest.who_name, newest.label) == ("Ben", "Health check: Ben answers")
    with pytest.raises(Refused, match="Ben has changed it since"):
        book.undo(who=ana)


def test_the_same_answers_in_two_windows(book: Book, check: HealthCheck) -> None:
    first = check.statements[0].id
    here = choose_word(book=book, asked=check.asked[0], word=WORDS["Ana"])
    with open_book(book.path) as other:
        there = unlock(book=other, asked=again(other, check, "Ana"), word=WORDS["Ana"])
        keep_answers(book=other, unlocked=there, answers={first: 2}, finished=False)
    with pytest.raises(Conflict):
        keep_answers(book=book, unlocked=here, answers={first: 5}, finished=False)
    assert unlock(book=book, asked=here.asked, word=WORDS["Ana"]).answers == {first: 2}


def test_two_windows_choose_a_word_for_the_same_person(book: Book, check: HealthCheck) -> None:
    with open_book(book.path) as other:
        choose_word(book=other, asked=check.asked[0], word="first word")
    with pytest.raises(Refused, match="begun already"):
        choose_word(book=book, asked=check.asked[0], word="second word")
    assert unlock(book=book, asked=check.asked[0], word="first word").answers == {}


def test_nothing_of_the_answers_is_to_be_found_on_the_disk(book: Book, ana: Author, people: tuple[Person, ...]) -> None:
    check = begun(book, ana, people, own=(OWN,))
    unlocked = choose_word(book=book, asked=check.asked[0], word="Windmühle")
    for number in range(3):
        answers = {each.id: 1 + (number + place) % 5 for place, each in enumerate(check.statements)}
        unlocked = keep_answers(book=book, unlocked=unlocked, answers=answers, finished=number == 2)
    back_up(book)
    on_disk = bytes_of(book)
    assert OWN.say.encode() in on_disk, "the statement itself is there to be found, so the search finds what is there"
    for secret in ("Windmühle", "windmühle", "windmuhle"):
        assert secret.encode() not in on_disk and secret.encode("utf-16-le") not in on_disk
    assert unlocked.key.secret not in on_disk and unlocked.key.secret.hex().encode() not in on_disk.lower()
    for pattern in ('"A1":', '"A1" :', "A1=", '\\"A1\\":', '{"A1', '{\\"A1'):
        assert pattern.encode() not in on_disk
    kept = book.rows("SELECT sealed, salt FROM health_asked WHERE sealed <> ''")
    journalled = book.rows("SELECT after FROM changed_row WHERE topic = 'health_asked' AND after LIKE '%sealed%'")
    assert len(kept) == 1 and len(journalled) >= 4
    # As the answers are written, and of every statement: two letters alone stand in so many random bytes now and then.
    raw = b64decode(kept[0][0])
    assert not [each.id for each in check.statements if f'"{each.id}"'.encode() in raw]
    assert book.row("SELECT count(*) FROM health_answer") == (0,)
    lengths = {
        len(sealed)
        for (sealed,) in book.rows(
            "SELECT json_extract(after, '$.sealed') FROM changed_row "
            "WHERE topic = 'health_asked' AND json_extract(after, '$.sealed') <> ''"
        )
    }
    assert len(lengths) == 1, "an empty sheet is as long as a full one"


def test_a_forgotten_word_throws_the_answers_away(book: Book, ana: Author, check: HealthCheck) -> None:
    unlocked = answered(book, check, "Ben", 2)
    start_anew(book=book, who=ana, asked=unlocked.asked)
    asked = again(book, check, "Ben")
    assert (asked.state, asked.sealed, asked.salt) == (State.WAITING, "", "")
    with pytest.raises(Conflict):
        keep_answers(book=book, unlocked=unlocked, answers=all_of(check, 3), finished=True)
    assert book.undo_label == "Health check: Ben answers again"
    book.undo(who=ana)
    assert unlock(book=book, asked=again(book, check, "Ben"), word=WORDS["Ben"]).answers == all_of(check, 2)
    start_anew(book=book, who=ana, asked=again(book, check, "Ben"))
    fresh = choose_word(book=book, asked=again(book, check, "Ben"), word="new word")
    assert fresh.answers == {}
    with pytest.raises(Trouble, match="not the word of Ben"):
        unlock(book=book, asked=again(book, check, "Ben"), word=WORDS["Ben"])
    with pytest.raises(Refused, match="Ben has changed it since"):
        book.undo(who=ana)
    with pytest.raises(Conflict):
        start_anew(book=book, who=ana, asked=asked)
    assert unlock(book=book, asked=asked, word="new word").answers == {}


# Opening together


def test_opening_shows_what_each_answered(book: Book, ana: Author, check: HealthCheck) -> None:
    path = book.path
    both = [answered(book, check, "Ana", 4), answered(book, check, "Ben", None)]
    here = read_check(book, check.id)
    assert here is not None and here.is_complete and read_opened(book) == ()
    assert [sheet.answers for sheet in sheets_of(both)] == [all_of(check, 4), all_of(check, None)]
    assert book.row("SELECT count(*) FROM health_answer") == (0,), "looking at them keeps nothing"
    guesses = {(Area.RULES, Function.SALES): 2, (Area.RULES, Function.OPERATIONS): 5}
    last = book.last_seq
    open_check(book=book, who=ana, check=here, unlocked=both, guesses=guesses)
    assert book.last_seq == last and book.history()[0].label == "Health check opened"
    book.close()
    with open_book(path) as reopened:
        (result,) = read_opened(reopened)
        assert not result.check.is_running and running_check(reopened) is None
        assert [(sheet.person.name, sheet.answers) for sheet in result.sheets] == [
            ("Ana", all_of(check, 4)),
            ("Ben", all_of(check, None)),
        ]
        assert result.guesses == guesses and result.repair is None
        assert all((each.salt, each.sealed, each.state) == ("", "", State.FINISHED) for each in result.check.asked)
    assert verify(path).ok


def test_who_does_not_give_their_word_is_left_out(book: Book, ana: Author) -> None:
    check = begun(book, ana, read_people(book))
    both = [answered(book, check, "Ana", 4), answered(book, check, "Ben", 2)]
    answered(book, check, "Cleo", 5)
    open_check(book=book, who=ana, check=check, unlocked=both)
    (result,) = read_opened(book)
    assert [sheet.person.name for sheet in result.sheets] == ["Ana", "Ben"]
    left_out = next(each for each in result.check.asked if each.person.name == "Cleo")
    assert (left_out.salt, left_out.sealed, left_out.finished_at) == ("", "", None)
    assert book.row("SELECT count(*) FROM health_answer WHERE asked_id = ?", (left_out.id,)) == (0,)


def test_it_is_not_opened_with_one_side_or_with_somebody_who_is_not_done(
    book: Book, ana: Author, check: HealthCheck
) -> None:
    done = answered(book, check, "Ana", 4)
    begun_only = choose_word(book=book, asked=again(book, check, "Ben"), word=WORDS["Ben"])
    for unlocked, says in (([], "sells and"), ([done], "sells and"), ([done, begun_only], "Ben is not done")):
        with pytest.raises(Trouble, match=says):
            open_check(book=book, who=ana, check=check, unlocked=unlocked)
    assert running_check(book) is not None and again(book, check, "Ana").state is State.FINISHED


def test_what_changed_before_the_opening_stops_it_whole(book: Book, ana: Author, check: HealthCheck) -> None:
    both = [answered(book, check, "Ana", 4), answered(book, check, "Ben", 2)]
    start_anew(book=book, who=ana, asked=both[1].asked)
    with pytest.raises(Trouble, match="Ben is not done"):
        open_check(book=book, who=ana, check=check, unlocked=both)
    answered(book, check, "Ben", 1)
    with book.change("somebody else's word", who=ana) as change:
        change.update("health_asked", both[1].asked.id, {"salt": both[0].key.salt, "sealed": both[0].asked.sealed})
    with pytest.raises(Trouble, match="not the word of Ben"):
        open_check(book=book, who=ana, check=check, unlocked=both)
    assert running_check(book) is not None and book.row("SELECT count(*) FROM health_answer") == (0,)


def test_two_windows_open_it(book: Book, ana: Author, check: HealthCheck) -> None:
    both = [answered(book, check, "Ana", 4), answered(book, check, "Ben", 2)]
    with open_book(book.path) as other:
        open_check(book=other, who=ana, check=check, unlocked=both)
    with pytest.raises(Refused, match="over"):
        open_check(book=book, who=ana, check=check, unlocked=both)
    assert book.row("SELECT count(*) FROM health_answer") == (2 * len(check.statements),)


# People who go


def test_who_was_asked_cannot_be_deleted_but_may_leave(book: Book, ana: Author) -> None:
    check = begun(book, ana, read_people(book))
    unlocked = [answered(book, check, name, 3) for name in ("Ana", "Ben")]
    answered(book, check, "Cleo", 5)
    ben = next(each for each in read_members(book) if each.person.name == "Ben")
    with pytest.raises(Trouble, match=r"Ben can't be deleted: .*health check"):
        remove_person(book=book, who=ana, member=ben)
    with book.change("Dora delivers too", who=ana) as change:
        change.add("person", {"name": "Dora", "sells": False, "delivers": True, "position": 9})
    let_leave(book=book, who=ana, member=ben, on=TODAY)
    assert "Ben" not in [each.name for each in read_people(book)]
    open_check(book=book, who=ana, check=check, unlocked=unlocked)
    assert [sheet.person.name for sheet in read_opened(book)[0].sheets] == ["Ana", "Ben"]


# The repair


def repaired(book: Book, who: Author, result: Opened, say: str = "Rules on one page", **known: object) -> Opened:
    fields: dict[str, object] = {"area": Area.RULES, "say": say, "person_id": who.id, "due_on": FRIDAY, **known}
    choose_repair(book=book, who=who, today=TODAY, opened=result, **fields)  # type: ignore[arg-type]
    return read_opened(book)[0]


def test_a_repair_is_an_action_and_is_undone_with_it(book: Book, ana: Author, check: HealthCheck) -> None:
    result = repaired(book, ana, opened(book, ana, check), "  Rules  on one page ")
    assert result.repair is not None and (result.repair.area, result.repair.say) == (Area.RULES, "Rules on one page")
    action = read_action(book, result.repair.action_id or "")
    assert action is not None and (action.say, action.person_id, action.due_on, action.agreed_on, action.done_on) == (
        "Rules on one page",
        ana.id,
        FRIDAY,
        TODAY,
        None,
    )
    assert book.undo_label == "Repair: Rules on one page"
    book.undo(who=ana)
    assert read_opened(book)[0].repair is None and read_action(book, action.id) is None


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ({"say": " "}, "Write what will be done"),
        ({"say": "x" * 1001}, "1,000"),
        ({"person_id": None}, "Who does it"),
        ({"due_on": None}, "By which day"),
        ({"due_on": TODAY - timedelta(days=1)}, "By which day"),
    ],
)
def test_a_repair_that_is_not_complete(
    book: Book, ana: Author, check: HealthCheck, known: dict[str, object], says: str
) -> None:
    result = opened(book, ana, check)
    with pytest.raises(Trouble, match=says):
        repaired(book, ana, result, **known)  # type: ignore[arg-type]
    assert read_opened(book)[0].repair is None and book.row("SELECT count(*) FROM action") == (0,)
    assert repaired(book, ana, result, due_on=TODAY).repair is not None


@pytest.mark.parametrize("done", [True, False])
def test_another_repair_takes_its_place_and_what_is_done_stays(
    book: Book, ana: Author, check: HealthCheck, done: bool
) -> None:
    first = repaired(book, ana, opened(book, ana, check))
    assert first.repair is not None and first.repair.action_id is not None
    if done:
        action = read_action(book, first.repair.action_id)
        assert action is not None
        tick_action(book=book, who=ana, today=TODAY, action=action, done=True)
    second = repaired(book, ana, first, "The agenda the evening before", area=Area.RHYTHM)
    assert second.repair is not None and second.repair.area is Area.RHYTHM
    assert (read_action(book, first.repair.action_id) is not None) is done
    book.undo(who=ana)
    back = read_opened(book)[0].repair
    assert back is not None and back.say == first.repair.say and back.action_id == first.repair.action_id
    assert read_action(book, first.repair.action_id) is not None


def test_two_windows_choose_a_repair(book: Book, ana: Author, check: HealthCheck) -> None:
    result = opened(book, ana, check)
    with open_book(book.path) as other:
        repaired(other, ana, result, "The one chosen first")
    with pytest.raises(Refused):
        repaired(book, ana, result, "The one chosen meanwhile")
    now = read_opened(book)[0]
    assert now.repair is not None and now.repair.say == "The one chosen first"
    assert book.row("SELECT count(*) FROM action") == (1,)


def test_an_action_taken_off_the_list_leaves_the_repair(book: Book, ana: Author, check: HealthCheck) -> None:
    result = repaired(book, ana, opened(book, ana, check))
    assert result.repair is not None and result.repair.action_id is not None
    with book.change("Off the list", who=ana) as change:
        change.remove("action", result.repair.action_id)
    gone = read_opened(book)[0]
    assert gone.repair is not None and gone.repair.action_id is None and gone.repair.say == result.repair.say
    assert repaired(book, ana, gone, "Something else").repair is not None


# When the next one is due


def test_a_check_is_due_four_weeks_after_the_agreement_and_a_quarter_after_the_last(
    book: Book, ana: Author, check: HealthCheck, people: tuple[Person, ...]
) -> None:
    assert due_day(book, TODAY) is None, "while one runs, none is due"
    call_off_check(book=book, who=ana, check=check)
    assert due_day(book, TODAY) == TODAY + timedelta(days=28) and due_day(book, None) is None
    result = opened(book, ana, begun(book, ana, people))
    day = result.opened_at.astimezone().date()
    assert due_day(book, TODAY) == due_day(book, None) == day + timedelta(days=91)
    assert last_opened_on(book) == day


def test_a_later_version_of_the_agreement_does_not_put_the_first_check_off(book: Book, ana: Author) -> None:
    assert agreed_since(book) == TODAY
    with book.change("Another version", who=ana) as change:
        change.add("agreement", {"number": 2, "state": "signed", "in_force_from": FRIDAY})
        change.add("agreement", {"state": "proposed", "in_force_from": TODAY - timedelta(days=9)})
    assert agreed_since(book) == TODAY
