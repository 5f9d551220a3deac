"""Reading and writing the agreement: versions and their lines come back as written, and nothing old ever changes."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from framework.agreement import Decider, Measure, Role, Rule, Silence, Zone
from framework.agreement_setup import LineMark, Mark
from framework.agreement_versions import SIDES, Reply, Signature, State, Version
from framework.catalogue import Offering
from framework.escalation import Step, StepDecider
from framework.people import Function, Person
from resources import starter
from storage import agreement_writing as writing
from storage.agreement import read_agreements, read_allowances, read_offerings, read_rules
from storage.agreement_setup import is_marked_apart, read_marks, read_settled
from storage.agreement_versions import read_versions
from storage.book import Author, Book
from storage.business import read_business, read_people, read_series_id, read_timezone
from storage.founding import Founded, Founder, found_business
from storage.intake_writing import add_deal
from storage.opening import create_book, open_book
from storage.people import names_of, naming, read_members
from storage.shared_words import read_words
from storage.trouble import Conflict, Refused, Trouble
from storage.verify import check

INSTANT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
FOUNDERS = (Founder("Ana", True, False, owner=True), Founder("Ben", False, True, leads=True))


def found(book: Book, *, in_force: bool = True) -> Founded:
    """Write a sign shop of two into an empty file."""
    return found_business(
        book,
        starter.business_type("sign-shop"),
        name="Mine",
        founders=FOUNDERS,
        currency="EUR",
        country=None,
        timezone="Europe/Amsterdam",
        weekly_hours=None,
        today=TODAY,
        in_force=in_force,
    )


@pytest.fixture
def founded(book: Book) -> Founded:
    """A sign shop of two with version 1 in force."""
    return found(book)


@pytest.fixture
def ana(founded: Founded) -> Author:
    return Author(founded.people["Ana"], "Ana")


@pytest.fixture
def draft(book: Book, founded: Founded, ana: Author) -> str:
    """A draft that was begun from version 1."""
    with book.change("Begin", who=ana) as change:
        return writing.begin_version(book, change, founded.agreement, why="Winter")


@pytest.fixture
def version(book: Book, draft: str) -> Callable[[], Version]:
    """Read the draft, whatever has become of it."""
    return lambda: next(each for each in read_versions(book, 2) if each.id == draft)


def sign(book: Book, key: str, founded: Founded, since: date) -> int:
    """Sign a version for both sides, past the actions."""
    with book.change("Sign") as change:
        for side, name in zip(SIDES, ("Ana", "Ben"), strict=True):
            values = {"agreement_id": key, "function": side.value, "person_id": founded.people[name], "at": change.at}
            change.add("signature", values)
        return writing.put_in_force(book, change, key, since)


# Reading


def test_a_file_without_versions_has_none(book: Book) -> None:
    assert read_versions(book, 2) == () and read_agreements(book, 2) == ()
    assert read_allowances(book) == () and read_words(book) == ()
    with pytest.raises(Trouble, match="holds no business yet"):
        read_business(book, TODAY)
    assert (read_timezone(book), read_series_id(book)) == ("UTC", "")


def test_the_starter_content_is_version_1(book: Book, founded: Founded) -> None:
    (agreement,) = read_agreements(book, 2)
    content = starter.business_type("sign-shop")
    assert (agreement.number, agreement.in_force_from, agreement.veto) == (1, TODAY, content.veto)
    assert [rule.id for rule in agreement.rules] == [
        founded.rules[r.key] for r in (*content.rules, *content.statements)
    ]
    assert [(rule.say, rule.promise_limit, rule.stop_limit) for rule in agreement.rules[: len(content.rules)]] == [
        (rule.say, rule.promise_limit, rule.stop_limit) for rule in content.rules
    ]
    assert [each.name for each in agreement.offerings.values()] == [each.name for each in content.offerings]
    assert [step.name for step in agreement.ladder] == [step.name for step in content.ladder]
    (only,) = read_versions(book, 2)
    assert only == Version(founded.agreement, State.SIGNED, agreement, row_version=1)
    assert not is_marked_apart(book, founded.agreement)


def test_while_nothing_is_signed_the_first_draft_is_read_as_number_0(book: Book) -> None:
    founded = found(book, in_force=False)
    (agreement,) = read_agreements(book, 2)
    assert (agreement.number, agreement.in_force_from) == (0, None) and len(agreement.rules) == 17
    assert read_business(book, TODAY).agreement == agreement and is_marked_apart(book, founded.agreement)
    assert read_versions(book, 2)[0].state is State.DRAFT
    assert sign(book, founded.agreement, founded, TODAY + DAY) == 1
    assert [each[:2] for each in read_agreements(book, 2)] == [(1, TODAY + DAY)]


def test_versions_are_read_in_the_order_in_which_they_were_begun(book: Book, founded: Founded, ana: Author) -> None:
    """Also those that were taken back; numbers count what was signed alone."""
    keys, source = [founded.agreement], founded.agreement
    for number in range(2, 6):
        with book.change("Begin", who=ana) as change:
            keys.append(writing.begin_version(book, change, source))
        if number == 3:
            with book.change("Take back") as change:
                writing.save_version(change, keys[-1], {"state": State.DROPPED.value})
        elif number < 5:
            source = keys[-1]
            sign(book, source, founded, TODAY + number * DAY)
    told = [(each.id, each.state, each.agreement.number, each.based_on) for each in read_versions(book, 2)]
    assert told == [
        (keys[0], State.SIGNED, 1, None),
        (keys[1], State.SIGNED, 2, 1),
        (keys[2], State.DROPPED, 0, 2),
        (keys[3], State.SIGNED, 3, 2),
        (keys[4], State.DRAFT, 0, 3),
    ]
    assert [each.number for each in read_agreements(book, 2)] == [1, 2, 3]
    with open_book(book.path) as again:
        assert read_versions(again, 2) == read_versions(book, 2)


@pytest.mark.parametrize("ahead", [0, 3, 7, 8, 400])
def test_the_business_of_a_day_has_the_version_of_that_day(
    book: Book, founded: Founded, draft: str, ahead: int
) -> None:
    sign(book, draft, founded, TODAY + 7 * DAY)
    business = read_business(book, TODAY + ahead * DAY)
    assert business.agreement.number == (1 if ahead < 7 else 2)
    assert business.agreement in business.versions and len(business.versions) == 2
    assert read_business(book, TODAY - 300 * DAY).agreement.number == 1, "before the first one, the first one"


def test_signatures_and_words_are_read_in_their_order(
    book: Book, founded: Founded, draft: str, version: Callable[[], Version]
) -> None:
    people = [Author(founded.people[name], name) for name in ("Ben", "Ana")]
    expected: tuple[list[Signature], list[Reply]] = ([], [])
    for who, side in zip(people, (Function.OPERATIONS, Function.SALES), strict=True):
        with book.change("Sign", who=who) as change:
            writing.add_signature(change, draft, side)
            writing.add_reply(change, draft, f"{who.name} says “so”\nand so")
            expected[0].append(Signature(side, who.id, change.at))
            expected[1].append(Reply(who.id, change.at, f"{who.name} says “so”\nand so"))
    assert version().signatures == tuple(expected[0]) and version().replies == tuple(expected[1])
    assert version().signatures[0].at.tzinfo is not None
    with book.change("Edit") as change:
        assert writing.remove_signatures(book, change, draft)
    with book.change("Edit again") as change:
        assert not writing.remove_signatures(book, change, draft)
    assert version().signatures == () and len(version().replies) == 2


# Beginning, dropping


def test_a_version_is_begun_with_every_line_of_its_source(
    book: Book, founded: Founded, draft: str, ana: Author, version: Callable[[], Version]
) -> None:
    (source,) = read_agreements(book, 2)
    begun = version()
    assert begun.agreement == source._replace(number=0, in_force_from=None)
    assert (begun.why, begun.written_by, begun.based_on, begun.row_version) == ("Winter", ana.id, 1, 1)
    assert begun.written_at is not None and begun.written_at.tzinfo is not None
    assert not is_marked_apart(book, draft), "only the very first draft is marked apart"
    for table, more in (("rule", ", first_id"), ("ladder_step", ", first_id"), ("offering_terms", ", offering_id")):
        rows = {
            key: book.rows(f"SELECT position{more} FROM {table} WHERE agreement_id = ? ORDER BY position", (key,))
            for key in (founded.agreement, draft)
        }
        assert rows[draft] == rows[founded.agreement] and rows[draft], table
        assert book.rows(f"SELECT DISTINCT version FROM {table}") == [(1,)]
    assert check(book.connection).ok


def test_a_version_can_be_begun_from_one_that_itself_was_begun(book: Book, founded: Founded, draft: str) -> None:
    """First rows stay where they are: keys are those of version 1, however long ago it was."""
    with book.change("Edit") as change:
        writing.update_rule(book, change, draft, read_rules(book, draft)[0]._replace(why="x"))
    sign(book, draft, founded, TODAY)
    with book.change("Begin") as change:
        third = writing.begin_version(book, change, draft)
    rules = read_rules(book, third)
    assert book.rows("SELECT DISTINCT version FROM rule WHERE agreement_id = ?", (third,)) == [(1,)]
    assert rules == read_rules(book, draft) and rules[1:] == read_rules(book, founded.agreement)[1:]
    assert [r.id for r in rules] == list(founded.rules.values())


def test_what_is_dropped_is_gone_with_all_its_lines(book: Book, founded: Founded, draft: str, ana: Author) -> None:
    with book.change("Fill it", who=ana) as change:
        writing.add_signature(change, draft, Function.SALES)
        writing.add_reply(change, draft, "Hm")
        writing.settle(book, change, draft, LineMark(founded.rules["margin"], Function.SALES, Mark.KEEP))
    with book.change("Drop it") as change:
        writing.drop_lines(book, change, draft)
    for table in ("rule", "ladder_step", "offering_terms", "signature", "reply", "draft_mark"):
        assert book.rows(f"SELECT id FROM {table} WHERE agreement_id = ?", (draft,)) == [], table
    assert book.row("SELECT count(*) FROM offering_hours") == (len(founded.offerings),)
    assert [each.id for each in read_versions(book, 2)] == [founded.agreement]
    assert check(book.connection).ok
    book.undo()
    assert [len(each.replies) for each in read_versions(book, 2)] == [0, 1]


def test_numbers_count_on_from_the_highest(book: Book, founded: Founded, draft: str) -> None:
    assert sign(book, draft, founded, TODAY) == 2
    with book.change("Begin") as change:
        third = writing.begin_version(book, change, draft)
    assert sign(book, third, founded, TODAY) == 3
    assert read_business(book, TODAY).agreement.number == 3, "of two that begin on one day the newer one holds"


def test_a_version_is_signed_with_a_number_and_a_day_or_not_at_all(book: Book, draft: str) -> None:
    before = book.row("SELECT count(*) FROM change")
    signed = {"state": "signed", "number": 2, "in_force_from": TODAY}
    for values in (
        {**signed, "number": None},
        {**signed, "in_force_from": None},
        {**signed, "state": "draft"},
        {**signed, "number": 1},
        {**signed, "state": "asked"},
    ):
        with pytest.raises(Refused), book.change("Past the actions") as change:
            writing.save_version(change, draft, values)
    assert book.row("SELECT count(*) FROM change") == before


def test_the_head_of_a_version_that_has_moved_on_is_a_conflict(book: Book, draft: str, ana: Author) -> None:
    with book.change("Why", who=ana) as change:
        writing.save_version(change, draft, {"why": "Because"}, seen=1)
    with pytest.raises(Conflict, match="Ana has changed this"), book.change("Why") as change:
        writing.save_version(change, draft, {"why": "Since"}, seen=1)
    assert read_versions(book, 2)[-1][5:] == read_versions(book, 2)[-1]._replace(why="Because", row_version=2)[5:]


# Rules


RULES = [
    Rule(
        "",
        Measure.DEAL_VALUE,
        "Price ≤ “big”",
        promise_limit=Decimal("1234.56"),
        stop_limit=Decimal("99999.99"),
        decides=Decider.OWNER,
        answer_hours=Decimal("0.25"),
        silence=Silence.NO,
        exception_by="Ana & Ben",
        why="So\nit is",
        told=frozenset(Role),
    ),
    Rule("", Measure.PAYMENT_DAYS, "Paid late", promise_limit=Decimal(0)),
    Rule("", None, "By night", zone=Zone.OFF, decides=Decider.BOTH, silence=Silence.YES, told=frozenset({Role.OWNER})),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.say)
def test_a_rule_comes_back_as_it_was_written(book: Book, founded: Founded, draft: str, rule: Rule) -> None:
    rule = rule._replace(offering_id=next(iter(founded.offerings.values())))
    with book.change("Add") as change:
        key = writing.add_rule(book, change, draft, rule)
    rules = read_rules(book, draft)
    assert rules[-1] == rule._replace(id=key) and len(rules) == 18
    assert book.row("SELECT id, first_id FROM rule ORDER BY position DESC LIMIT 1") == (key, key)
    with book.change("Edit") as change:
        writing.update_rule(book, change, draft, RULES[0]._replace(id=key))
    assert read_rules(book, draft)[-1] == RULES[0]._replace(id=key)
    assert read_rules(book, founded.agreement) == rules[:-1]


@pytest.mark.parametrize("limit", ["NaN", "Infinity", "1e15"])
def test_a_number_that_no_file_can_hold_is_not_written(book: Book, draft: str, limit: str) -> None:
    with pytest.raises(ValueError, match=r"not a number|too large"), book.change("Add") as change:
        writing.add_rule(book, change, draft, RULES[0]._replace(promise_limit=Decimal(limit), stop_limit=None))
    assert len(read_rules(book, draft)) == 17


def test_a_rule_is_put_back_with_its_key_of_old(book: Book, founded: Founded, draft: str) -> None:
    margin = next(rule for rule in read_rules(book, draft) if rule.id == founded.rules["margin"])
    with book.change("New") as change:
        new = writing.add_rule(book, change, draft, RULES[2])
    for rule in (margin, RULES[2]._replace(id=new)):
        with book.change("Strike") as change:
            writing.remove_rule(book, change, draft, rule.id)
        for act in (writing.remove_rule, lambda *given, rule=rule: writing.update_rule(*given[:-1], rule)):
            with pytest.raises(Refused, match="struck in the meantime"), book.change("Too late") as change:
                act(book, change, draft, rule.id)
        with book.change("Put back") as change:
            writing.put_rule_back(book, change, draft, rule)
        assert read_rules(book, draft)[-1] == rule
        assert check(book.connection).ok
    assert margin in read_rules(book, founded.agreement)


def test_striking_a_sentence_leaves_its_question_while_a_version_has_it(
    book: Book, founded: Founded, draft: str
) -> None:
    sentence = next(rule for rule in read_rules(book, draft) if rule.measure is None)
    items = read_business(book, TODAY).items
    assert sentence.id in [item.rule_id for item in items]
    with book.change("Strike") as change:
        writing.remove_rule(book, change, draft, sentence.id)
    assert read_business(book, TODAY).items == items
    sign(book, draft, founded, TODAY)
    business = read_business(book, TODAY)
    assert sentence not in business.agreement.rules and business.rule(sentence.id) == sentence


def test_striking_a_sentence_that_was_never_signed_takes_its_question_along(book: Book) -> None:
    founded = found(book, in_force=False)
    sentence = next(rule for rule in read_rules(book, founded.agreement) if rule.measure is None)
    items = read_business(book, TODAY).items
    with book.change("Strike") as change:
        writing.remove_rule(book, change, founded.agreement, sentence.id)
    assert read_business(book, TODAY).items == tuple(item for item in items if item.rule_id != sentence.id)
    assert len(read_business(book, TODAY).items) < len(items) and check(book.connection).ok
    book.undo()
    assert read_business(book, TODAY).items == items


# Offerings


def test_the_terms_of_an_offering_come_back_as_they_were_written(
    book: Book, founded: Founded, draft: str, version: Callable[[], Version]
) -> None:
    with book.change("Another crew, another offering") as change:
        van = change.add("crew", {"name": "Van", "weekly_hundredths": 4000})
        key = change.add("offering", {"name": "Flags", "position": 99})
    before = dict(version().agreement.offerings)
    flags = Offering(
        key,
        "Flags",
        12,
        {van: Decimal("1.25"), founded.crew: Decimal("0.5")},
        Decimal("99.95"),
        Decimal("40.01"),
        ("Size", "Pole, or none"),
        options=("Both sides", "Eyelets"),
    )
    for offering in (flags, flags._replace(hours={van: Decimal(2)}, options=()), Offering(key, "Flags")):
        with book.change("Terms") as change:
            writing.save_terms(book, change, draft, offering, 2)
        assert version().agreement.offerings == {**before, key: offering}
        assert list(version().agreement.offerings)[-1] == key
    assert key not in read_agreements(book, 2)[0].offerings and writing.terms_of(book, founded.agreement, key) is None
    terms = writing.terms_of(book, draft, key)
    assert terms is not None
    with book.change("Out") as change:
        writing.remove_terms(book, change, terms)
    assert version().agreement.offerings == before and check(book.connection).ok


def test_the_catalogue_holds_what_any_version_has_or_any_deal_names(book: Book, founded: Founded, draft: str) -> None:
    first = next(iter(founded.offerings.values()))
    with book.change("A draft of a sheet, and one taken out") as change:
        loose = change.add("offering", {"name": "From a sheet", "position": 99})
        terms = writing.terms_of(book, draft, first)
        assert terms is not None
        writing.remove_terms(book, change, terms)
        for offering in (loose, first):
            fields = {
                "client": "Acme",
                "ref": offering[:8],
                "offering_id": offering,
                "stage": "lead",
                "created_on": TODAY,
            }
            add_deal(book, change, fields, digits=2)
            change.flush()
    sign(book, draft, founded, TODAY + DAY)
    for day, retired in ((TODAY, False), (TODAY + DAY, True)):
        business = read_business(book, day)
        assert {key for key, each in business.offerings.items() if each.draft} == {loose}
        assert {key for key, each in business.offerings.items() if each.retired} == ({first} if retired else set())
        assert business.offerings[first].lead_time_days == read_agreements(book, 2)[0].offerings[first].lead_time_days
        assert list(business.offerings)[: len(business.agreement.offerings)] == list(business.agreement.offerings)
    now = read_agreements(book, 2)
    assert read_offerings(book, now, now[0]).keys() == {*founded.offerings.values(), loose}


def test_the_same_offering_differs_from_version_to_version(
    book: Book, founded: Founded, draft: str, version: Callable[[], Version]
) -> None:
    key, old = next(iter(version().agreement.offerings.items()))
    new = old._replace(lead_time_days=99, hours={founded.crew: Decimal("7.75")}, list_price=Decimal(1), unit_cost=None)
    with book.change("Terms") as change:
        writing.save_terms(book, change, draft, new, 2)
    sign(book, draft, founded, TODAY + DAY)
    assert [each.offerings[key] for each in read_agreements(book, 2)] == [old, new]
    assert [read_business(book, day).offerings[key] for day in (TODAY, TODAY + DAY)] == [old, new]


# The ladder


def test_a_step_is_written_in_one_version_alone(book: Book, draft: str, version: Callable[[], Version]) -> None:
    ladder = version().agreement.ladder
    wanted = Step(ladder[2].id, "Both leads", StepDecider.TOGETHER, Decimal("7.5"), "What is big\nand late")
    with book.change("Step") as change:
        writing.update_step(book, change, draft, wanted)
    assert version().agreement.ladder == (*ladder[:2], wanted, ladder[3])
    assert read_agreements(book, 2)[0].ladder == ladder
    with pytest.raises(Refused), book.change("Step") as change:
        writing.update_step(book, change, draft, wanted._replace(id="f" * 32))


# Setting up


def test_marks_of_both_sides_and_what_was_settled_are_kept_apart(book: Book) -> None:
    founded = found(book, in_force=False)
    margin, discount = founded.rules["margin"], founded.rules["discount"]
    marks = [
        LineMark(margin, Function.SALES, Mark.CHANGE, Decimal("27.5"), None, "", 1),
        LineMark(margin, Function.OPERATIONS, Mark.STRIKE, None, None, "", 1),
        LineMark(discount, Function.OPERATIONS, Mark.KEEP, None, None, "", 1),
    ]
    with book.change("Mark") as change:
        for mark in marks:
            writing.save_mark(book, change, founded.agreement, mark._replace(row_version=0))
        writing.settle(book, change, founded.agreement, marks[1]._replace(rule_id=discount))
    assert sorted(read_marks(book, founded.agreement)) == sorted(marks)
    assert read_settled(book, founded.agreement) == {discount: Mark.STRIKE}
    with book.change("Settle otherwise") as change:
        writing.settle(book, change, founded.agreement, LineMark(discount, Function.SALES, Mark.KEEP))
        writing.settle(book, change, founded.agreement, LineMark(margin, Function.SALES, Mark.CHANGE, Decimal(1)))
    assert read_settled(book, founded.agreement) == {discount: Mark.KEEP, margin: Mark.CHANGE}
    assert sorted(read_marks(book, founded.agreement)) == sorted(marks)
    with pytest.raises(Conflict), book.change("Late") as change:
        writing.save_mark(book, change, founded.agreement, marks[0]._replace(row_version=0))
    assert read_marks(book, "f" * 32) == [] and read_settled(book, "f" * 32) == {}


# Exceptions, words


def test_exceptions_are_read_the_one_that_ends_last_first(book: Book, founded: Founded, ana: Author) -> None:
    keys = {}
    with book.change("Grant", who=ana) as change:
        client = change.add("client", {"name": "Acme"})
        for days, who, limit in ((5, None, None), (50, client, Decimal("12.34")), (20, None, Decimal(-1))):
            columns = writing.allowance_columns(
                rule_id=founded.rules["margin"],
                client_id=who,
                limit=limit,
                reason=f"{days} days",
                from_day=TODAY,
                until=TODAY + days * DAY,
            )
            keys[days] = change.add("allowance", {**columns, "granted_by": ana.id if who else None})
    told = [(a.id, a.reason, a.until, a.client, a.limit, a.granted_by) for a in read_allowances(book)]
    assert told == [
        (keys[50], "50 days", TODAY + 50 * DAY, "Acme", Decimal("12.34"), ana.id),
        (keys[20], "20 days", TODAY + 20 * DAY, None, Decimal(-1), ""),
        (keys[5], "5 days", TODAY + 5 * DAY, None, None, ""),
    ]
    assert read_business(book, TODAY + 400 * DAY).allowances == read_allowances(book), "also those that are over"
    with pytest.raises(Refused), book.change("Backwards") as change:
        change.update("allowance", keys[5], {"until": TODAY - DAY})


def test_words_are_read_in_alphabetical_order(book: Book) -> None:
    with book.change("Words") as change:
        for word in ("urgent", "Done", "confirmed"):
            change.add("word", {"word": word, "sales_means": f"{word}?", "agreed": "yes"})
    found_words = read_words(book)
    assert [(w.word, w.sales_means, w.operations_means, w.agreed) for w in found_words] == [
        ("confirmed", "confirmed?", "", "yes"),
        ("Done", "Done?", "", "yes"),
        ("urgent", "urgent?", "", "yes"),
    ]


# People


def test_people_are_read_with_what_they_hold(book: Book, founded: Founded) -> None:
    with book.change("Somebody comes, somebody goes") as change:
        dee = change.add("person", {"name": "Dee", "sells": True, "delivers": True, "position": 0})
        change.update("person", founded.people["Ana"], {"left_on": TODAY})
    both = frozenset({Function.SALES, Function.OPERATIONS})
    ben = Person(founded.people["Ben"], "Ben", frozenset({Function.OPERATIONS}), True, False)
    assert read_people(book) == (Person(dee, "Dee", both), ben)
    members = read_members(book)
    told = [(m.person.name, m.left_on, m.version) for m in members]
    assert told == [("Dee", None, 1), ("Ben", None, 1), ("Ana", TODAY, 2)], "who has left comes last"
    assert members[-1].person == Person(founded.people["Ana"], "Ana", frozenset({Function.SALES}), False, True)
    assert sorted(names_of(book).values()) == ["Ana", "Ben", "Dee"]
    assert read_business(book, TODAY).people == read_people(book)


def test_questions_and_decisions_name_people_too(book: Book, ana: Author) -> None:
    with book.change("Dee", who=ana) as change:
        dee = change.add("person", {"name": "Dee", "sells": True, "position": 2})
    person, asked = Person(dee, "Dee"), {"subject": "The van", "raised_at": INSTANT}
    with book.change("A question", who=ana) as change:
        question = change.add("question", {**asked, "operations_by": dee})
        change.add("question_arrival", {"question_id": question, "step": "x" * 32, "at": INSTANT, "who": dee})
        told = {"kind": "accept", "say": "Yes", "client_view": "Well", "step": "x" * 32, "at": INSTANT}
        change.add("decision", {**told, "question_id": question, "teller": dee})
    assert naming(book, person) == {"question": 1, "question_arrival": 1, "decision": 1}


def test_what_names_somebody_is_counted(book: Book, founded: Founded, draft: str, ana: Author) -> None:
    with book.change("Dee", who=ana) as change:
        dee = change.add("person", {"name": "Dee", "sells": True, "position": 2})
    person = Person(dee, "Dee")
    assert naming(book, person) == {}
    ways: list[tuple[str, Callable[[Any], object]]] = [
        ("deal", lambda c: add_deal(book, c, deal_of("Dee"), digits=2)),
        ("signature", lambda c: writing.add_signature(c, draft, Function.SALES)),
        ("action", lambda c: c.add("action", {"say": "Call", "person_id": dee, "agreed_on": TODAY, "due_on": TODAY})),
        ("meeting_series", lambda c: c.update("meeting_series", read_series_id(book), {"second_lead": dee})),
        ("reply", lambda c: writing.add_reply(c, draft, "Hm")),
        ("agreement", lambda c: writing.save_version(c, draft, {"written_by": dee})),
        ("allowance", lambda c: c.add("allowance", exception_by(dee, founded))),
        ("checklist_answer", lambda c: c.add("checklist_answer", answer_by(dee, book))),
    ]
    for table, act in ways:
        with book.change(table, who=Author(dee, "Dee")) as change:
            act(change)
        assert naming(book, person).get(table) == 1, table
    assert sorted(naming(book, person)) == sorted(table for table, _ in ways)
    assert "reply" not in naming(book, Person(founded.people["Ben"], "Ben"))


def deal_of(name: str) -> dict[str, Any]:
    return {"client": "Acme", "ref": "1", "stage": "lead", "created_on": TODAY, "salesperson": name}


def exception_by(person_id: str, founded: Founded) -> dict[str, Any]:
    columns = {"rule_id": founded.rules["margin"], "client_id": None, "limit": None, "reason": "x"}
    return {**writing.allowance_columns(**columns, from_day=TODAY, until=TODAY), "granted_by": person_id}


def answer_by(person_id: str, book: Book) -> dict[str, Any]:
    (deal,) = book.row("SELECT id FROM deal") or ("",)
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    return {"deal_id": deal, "item": "x", "answer": "yes", "who": person_id, "at": at}


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Book]:
    """A business in another currency."""
    with create_book(tmp_path / "Other.handshake") as made:
        found_business(
            made,
            starter.business_type("sign-shop"),
            name="Other",
            founders=FOUNDERS,
            currency="JPY",
            country=None,
            timezone="Asia/Tokyo",
            weekly_hours=None,
            today=TODAY,
        )
        yield made


def test_money_of_terms_has_the_digits_of_the_currency(other: Book) -> None:
    content = starter.business_type("sign-shop")
    business = read_business(other, TODAY)
    prices = {each.name: each.list_price for each in business.offerings.values()}
    assert prices == {each.name: each.list_price for each in content.offerings}
    assert read_timezone(other) == "Asia/Tokyo" and len(read_series_id(other)) == 32
