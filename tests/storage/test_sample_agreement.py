"""The agreement of the sample: three versions that both signed, a proposal, exceptions, words with meanings."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from desktop.actions.agreement import Standing, read_standing
from desktop.actions.back_test import record_of_rules, try_proposal
from desktop.actions.desk import judge_open, read_desk
from desktop.actions.parts import finish
from framework.agreement import Measure, Zone, effective_rules, flaws, zone_of
from framework.agreement_changes import Difference, Kind, differences
from framework.agreement_versions import State, missing_sides, sides_to_sign
from framework.capacity import Workload
from framework.catalogue import Offering
from framework.measures import Figure, measure_value
from framework.people import Function
from resources import starter
from storage.book import Book
from storage.business import read_business
from storage.people import names_of, read_members
from storage.sample import write_sample
from storage.shared_words import read_words
from storage.verify import verify
from tests.storage.conftest import TODAY

SAMPLE = starter.sample()
YEAR = timedelta(days=365)


def standing(book: Book) -> Standing:
    return read_standing(book, 2, TODAY)


def told(found: tuple[Difference, ...]) -> set[tuple[str, ...]]:
    """Return the differences in short: what became of which line, and in which fields."""
    names = set()
    for each in found:
        line = each.after if each.after is not None else each.before
        assert line is not None and not isinstance(line, str)
        names.add(
            (
                each.kind.value,
                line.name if isinstance(line, Offering) else str(getattr(line, "measure", "")),
                *each.fields,
            )
        )
    return names


def test_the_sample_verifies(sample: Path) -> None:
    report = verify(sample)
    assert report.ok, report.findings


def test_three_versions_were_signed_by_both(sample_book: Book) -> None:
    names = names_of(sample_book)
    signed = [version for version in standing(sample_book).versions if version.state is State.SIGNED]
    assert [version.agreement.number for version in signed] == [1, 2, 3]
    assert [version.based_on for version in signed] == [None, 1, 2]
    assert [names[version.written_by] for version in signed] == ["Ana", "Ben", "Ana"]
    for version, said in zip(signed, SAMPLE.versions, strict=True):
        assert {each.function: names[each.person_id] for each in version.signatures} == {
            Function.SALES: "Ana",
            Function.OPERATIONS: "Ben",
        }
        assert said.in_force is not None and said.signed is not None
        assert version.agreement.in_force_from == TODAY + timedelta(days=said.in_force)
        assert version.written_at is not None and version.agreement.in_force_from is not None
        for each in version.signatures:
            assert each.at.date() == TODAY + timedelta(days=said.signed)
            assert version.written_at < each.at and each.at.date() <= version.agreement.in_force_from
        assert version.why == said.why and flaws(version.agreement.rules) == ()
    assert all(version.why for version in signed[1:]), "a change without a reason is no example"
    days = [version.agreement.in_force_from for version in signed]
    assert days == sorted(set(days)) and days[-1] is not None and days[-1] < TODAY
    assert standing(sample_book).in_force == signed[-1] and standing(sample_book).coming is None
    assert read_business(sample_book, TODAY).agreement == signed[-1].agreement


def test_each_version_says_what_it_changed(sample_book: Book) -> None:
    first, second, third = (v.agreement for v in standing(sample_book).versions if v.state is State.SIGNED)
    assert told(differences(first, second)) == {
        ("added", "custom_parts"),
        ("changed", "week_load", "promise_limit", "stop_limit", "why"),
    }
    assert told(differences(second, third)) == {
        ("changed", "discount", "answer_hours", "silence"),
        ("changed", "Vehicle wrap", "hours"),
    }
    assert third.offerings == read_business(sample_book, TODAY).offerings
    content = starter.business_type(SAMPLE.type_key)
    assert [rule.say for rule in third.rules] == [rule.say for rule in (*content.rules, *content.statements)]
    rule = {
        agreement.number: next(r for r in agreement.rules if r.measure is Measure.WEEK_LOAD)
        for agreement in (first, second)
    }
    assert (rule[1].promise_limit, rule[1].stop_limit) == (90, 100) and rule[1].id == rule[2].id
    assert read_business(sample_book, TODAY - timedelta(days=300)).agreement == first
    assert read_business(sample_book, TODAY - timedelta(days=30)).agreement == second


def test_ben_proposes_a_change_that_waits_for_sales(sample_book: Book) -> None:
    found = standing(sample_book)
    proposal, people = found.open, read_business(sample_book, TODAY).people
    assert proposal is not None and found.in_force is not None
    assert (proposal.state, proposal.based_on, proposal.starts_on) == (State.PROPOSED, 3, None)
    assert missing_sides(proposal) == (Function.SALES,) and proposal.why
    ana, ben = people
    assert (ana.name, ben.name, proposal.written_by) == ("Ana", "Ben", ben.id)
    assert sides_to_sign(proposal, ana, people) == (Function.SALES,) and sides_to_sign(proposal, ben, people) == ()
    assert [(each.function, each.person_id, each.at) for each in proposal.signatures] == [
        (Function.OPERATIONS, ben.id, proposal.written_at)
    ]
    assert proposal.written_at is not None and proposal.written_at.date() == TODAY - timedelta(days=1)
    changed = differences(found.in_force.agreement, proposal.agreement)
    assert told(changed) == {("changed", "discount", "promise_limit"), ("changed", "week_load", "promise_limit")}
    limits = {each.after.measure: each.after.promise_limit for each in changed if hasattr(each.after, "promise_limit")}
    assert limits == {Measure.DISCOUNT: Decimal(8), Measure.WEEK_LOAD: Decimal(80)}
    assert all(each.kind is Kind.CHANGED for each in changed)


def test_the_proposal_would_have_changed_some_deals_and_the_record_has_something_to_say(sample_book: Book) -> None:
    proposal, business = standing(sample_book).open, read_business(sample_book, TODAY)
    assert proposal is not None
    test = finish(try_proposal(sample_book, business, proposal.agreement, TODAY))
    assert 3 <= len(test.changed) < test.judged / 2 and test.judged > 50
    assert any(each.on_time is not None and each.margin is not None for each in test.changed)
    record = finish(record_of_rules(sample_book, business, TODAY - YEAR, TODAY))
    assert record.alone and record.asked and record.against and record.refused
    assert not record.unknown and not record.needs_more_green


def test_what_was_promised_alone_was_inside_the_rules_of_its_day(sample_book: Book) -> None:
    """By the version of its day, but for the load of the week; days are dated from today, so holidays fall anywhere."""
    business = read_business(sample_book, TODAY)
    load = Workload(business, (), TODAY)
    record = finish(record_of_rules(sample_book, business, TODAY - timedelta(days=430), TODAY))
    numbers = set()
    for deal in record.alone:
        version = business.agreement_for(deal, TODAY)
        numbers.add(version.number)
        asked = deal._replace(promised_on=deal.first_promised_on)
        for rule in effective_rules(version, deal.offering_id):
            if rule.measure in (None, Measure.WEEK_LOAD):
                continue
            figure = measure_value(rule.measure, asked, business, load, TODAY)
            assert isinstance(figure, Figure) and figure.exact is not None and rule.promise_limit is not None
            allowed = rule.promise_limit - 2 if rule.measure is Measure.LEAD_TIME else rule.promise_limit
            assert zone_of(rule._replace(promise_limit=allowed), figure.exact) is Zone.PROMISE, (deal.ref, rule.say)
    assert numbers == {1, 2, 3}


def test_one_exception_holds_and_one_is_over(sample_book: Book) -> None:
    business = read_business(sample_book, TODAY)
    live, over = business.allowances
    names = names_of(sample_book)
    assert (live.client, live.limit, names[live.granted_by]) == ("Town Library", 15, "Ana")
    assert (over.client, over.limit, names[over.granted_by]) == ("Kite Bikes", 4, "Ben")
    assert live.holds_on(TODAY) and not over.holds_on(TODAY) and over.until < TODAY < live.until
    for each, measure in ((live, Measure.DISCOUNT), (over, Measure.LEAD_TIME)):
        rule = business.rule(each.rule_id)
        assert rule is not None and rule.measure is measure and each.reason
    eased = {
        each.deal.client
        for each in judge_open(sample_book, read_desk(sample_book, TODAY))
        for reason in each.verdict.passed
        if reason.allowance_id == live.id
    }
    assert eased <= {"Town Library"}


def test_words_have_the_meanings_of_both(sample_book: Book) -> None:
    words = {word.word: word for word in read_words(sample_book)}
    for said in SAMPLE.words:
        word = words[said.word]
        assert (word.sales_means, word.operations_means, word.agreed) == (said.sales, said.operations, said.agreed)
    assert len([word for word in words.values() if word.agreed]) >= 5
    assert any(word.has_meaning and not word.agreed for word in words.values()), "one is still to be agreed on"
    assert any(not word.has_meaning for word in words.values()), "and one nobody has written anything of"


def test_the_history_tells_who_did_what(sample_book: Book) -> None:
    happened = [(each.who_name, each.label) for each in reversed(sample_book.history())]
    meetings = (("Ana", "2026-10-19"), ("Ben", "2026-10-26"), ("Ben", "2026-11-09"), ("Ana", "2026-11-16"))
    assert happened == [
        ("", "Set up Brightside Signs"),
        ("Ana", "The deals of the last fourteen months"),
        ("Ana", "Sign version 1"),
        ("Ben", "Sign version 2"),
        ("Ana", "Sign version 3"),
        ("Ben", "Propose a change of the agreement"),
        ("Ana", "Exceptions and shared words"),
        ("Ana", "Questions and answers"),
        ("Ana", "Promises and handovers"),
        ("Ana", "Questions on the ladder"),
        *((leader, f"The meeting of {day}") for leader, day in meetings),
        ("Ana", "Actions of the meeting"),
        ("Ben", "What was received"),
        ("Ana", "Looks back"),
        ("Ben", "Failures that were prevented"),
        ("Ana", "Targets"),
        ("Ben", "Plan a visit: Ben"),
        *[("Ana", "Plan a visit: Ana")] * 2,
        *[("Ana", "Health check opened")] * 2,
    ]
    for version in standing(sample_book).versions:
        about = {each.label for each in sample_book.history(row_ids=[version.id])}
        number = version.agreement.number
        assert (f"Sign version {number}" if number else "Propose a change of the agreement") in about


def test_the_sample_is_there_for_good(book: Book) -> None:
    """Undo offers what somebody did, not what the sample came with."""
    write_sample(book, TODAY, "Europe/Amsterdam")
    assert book.undo_label is None and book.redo_label is None


def test_everybody_of_the_sample_works_there(sample_book: Book) -> None:
    assert [(each.person.name, each.left_on) for each in read_members(sample_book)] == [("Ana", None), ("Ben", None)]
