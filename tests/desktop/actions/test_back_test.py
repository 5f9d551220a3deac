"""Judging the past from the file: what a plain loop over every deal finds, and fast enough to wait for."""

import csv
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

import pytest

from desktop.actions.allowances import grant
from desktop.actions.back_test import record_of_rules, try_proposal
from desktop.actions.business import create_sample
from desktop.actions.intake import create_deal, delete_deal
from desktop.actions.parts import finish
from desktop.actions.sheet import import_sheet
from framework.agreement import HIGHER_IS_BETTER, Agreement, Measure, Rule, Zone, effective_rules, worst, zone_of
from framework.agreement_record import BackTest, Outcome, RulesRecord
from framework.business import Business
from framework.capacity import Workload
from framework.catalogue import Offering
from framework.checklist import Answer
from framework.deal import SOLD_STAGES, Deal, Stage, estimated_cost
from framework.intake import RULE_ITEM
from framework.measures import measure_value
from storage.book import Author, Book
from storage.business import read_business
from storage.intake import read_answers, read_deal
from storage.intake_writing import save_answer
from storage.opening import open_book
from tests.bench.big_business import realistic, write_big
from tests.desktop.actions.agreement_file import TODAY, AgreementFile, content, new_file

YEAR = timedelta(days=365)
Found = TypeVar("Found")


class Then(Workload):
    """The workload of a past day by the records of today, with one deal that may be asked for on other terms."""

    def __init__(self, business: Business, deals: list[Deal], day: date, own: Deal, terms: Mapping[str, Offering]):
        sold = [
            deal._replace(stage=Stage.WON, delivered_on=None, actual_hours=None)
            for deal in deals
            if deal.id != own.id
            and deal.stage in (*SOLD_STAGES, Stage.DELIVERED)
            and (deal.won_on is not None and deal.won_on < day)
            and (deal.delivered_on > day if deal.delivered_on is not None else deal.stage is not Stage.DELIVERED)
        ]
        self._own, self._terms = own.id, terms
        super().__init__(business, sold, day)

    def offering(self, deal: Deal) -> Offering | None:
        other = self._terms.get(deal.offering_id or "") if deal.id == self._own else None
        return other or super().offering(deal)


def naive_day(deal: Deal, today: date) -> date:
    if deal.promise_given_on is None and deal.won_on is None and deal.stage is Stage.LOST:
        return deal.created_on or today
    return deal.promise_given_on or deal.won_on or today


def naive_zones(
    book: Book, business: Business, deals: list[Deal], deal: Deal, agreement: Agreement, day: date
) -> dict[str, Zone]:
    """Judge one deal by one version as it was asked for on its day, rule by rule."""
    then = deal._replace(
        stage=Stage.INTAKE, promised_on=deal.first_promised_on or deal.promised_on, actual_hours=None, delivered_on=None
    )
    load = Then(business, deals, day, deal, agreement.offerings)
    answers = {key: given.answer for key, given in read_answers(book, deal.id).items()}
    zones: dict[str, Zone] = {}
    for rule in effective_rules(agreement, deal.offering_id):
        value: Any = None
        if rule.measure is None:
            asking = [item for item in business.items if item.rule_id == rule.id]
            near = [item for item in asking if not item.offering_ids or deal.offering_id in item.offering_ids]
            yes = any(answers.get(item.id) is (Answer.NO if item.no_means else Answer.YES) for item in near)
            if not asking:
                yes = answers.get(RULE_ITEM + rule.id) is Answer.YES
            if not yes or rule.zone is None:
                continue
            zone = rule.zone
        else:
            figure = measure_value(rule.measure, then, business, load, day)
            if isinstance(figure, str):
                zones[rule.id] = Zone.OPEN
                continue
            value = figure.exact
            zone = (Zone.OFF if rule.stop_limit is not None else Zone.ASK) if value is None else zone_of(rule, value)
        if zone in (Zone.ASK, Zone.OFF):
            for each in business.allowances:
                if (
                    each.rule_id == rule.id
                    and each.from_day <= day <= each.until
                    and each.client in (None, deal.client)
                ):
                    sign = 1 if rule.measure in HIGHER_IS_BETTER else -1
                    far = each.limit is None or rule.measure is None
                    if far or (value is not None and sign * Fraction(value) >= sign * Fraction(each.limit or 0)):
                        zone = Zone.PROMISE
        zones[rule.id] = zone
    return zones


def all_deals(book: Book) -> list[Deal]:
    """Read every deal there is, one by one."""
    found = [read_deal(book, key, digits=2) for (key,) in book.rows("SELECT id FROM deal ORDER BY id")]
    return [deal for deal in found if deal is not None]


def naive_back_test(book: Book, business: Business, proposal: Agreement, today: date) -> BackTest:
    deals = all_deals(book)
    judged = lacking = 0
    changed = []
    for deal in deals:
        day = naive_day(deal, today)
        if not today - YEAR <= day <= today:
            continue
        judged += 1
        own = business.agreement_for(deal, day)
        before = worst(naive_zones(book, business, deals, deal, own._replace(offerings={}), day).values())
        after = worst(naive_zones(book, business, deals, deal, proposal, day).values())
        lacking += before is after is Zone.OPEN
        if before is after:
            continue
        due = deal.first_promised_on or deal.promised_on
        on_time = deal.delivered_on <= due if deal.delivered_on and due else None
        cost = (
            deal.actual_cost if deal.actual_cost is not None else estimated_cost(deal, business.offering_of(deal, day))
        )
        margin = 1 - Fraction(cost) / Fraction(deal.value) if deal.value and cost is not None else None
        changed.append(Outcome(deal, day, before, after, on_time, margin, deal.client_score))
    old = {rule.id for rule in business.agreement.rules}
    untested = tuple(rule for rule in proposal.rules if rule.measure is None and rule.id not in old)
    return BackTest(today - YEAR, today, judged, lacking, tuple(changed), untested)


def naive_record(
    book: Book, business: Business, first: date, today: date
) -> tuple[dict[str, set[str]], dict[str, Any]]:
    """Return the refs of the deals of each kind, and how often each rule in force fired and was overruled."""
    deals = all_deals(book)
    kinds: dict[str, set[str]] = {}
    fired: Counter[str] = Counter()
    overruled: Counter[str] = Counter()
    for deal in deals:
        day = naive_day(deal, today)
        if not first <= day <= today or (deal.is_open and deal.promise_given_on is None):
            continue
        own = business.agreement_for(deal, day)
        zones = naive_zones(book, business, deals, deal, own._replace(offerings={}), day)
        if deal.promise_given_on is None and deal.won_on is None:
            kind = "refused" if worst(zones.values()) in (Zone.ASK, Zone.OFF) else "nothing"
        elif deal.promised_zone is Zone.ASK:
            kind = "against" if deal.against_reason else "asked"
        else:
            kinds_of = {Zone.PROMISE: "alone", Zone.OPEN: "unfinished", Zone.OFF: "against", None: "unknown"}
            kind = kinds_of[deal.promised_zone]
        kinds.setdefault(kind, set()).add(deal.ref)
        for rule_id, zone in zones.items():
            if zone in (Zone.ASK, Zone.OFF):
                fired[rule_id] += 1
                overruled[rule_id] += kind == "against"
    kinds.pop("nothing", None)
    return kinds, {rule.id: (fired[rule.id], overruled[rule.id]) for rule in business.agreement.rules}


def assert_same(found: BackTest, expected: BackTest) -> None:
    assert found[:4] == expected[:4] and found.untested == expected.untested
    assert {each.deal.ref: each for each in found.changed} == {each.deal.ref: each for each in expected.changed}
    days = [each.day for each in found.changed]
    assert days == sorted(days, reverse=True) and len(found.changed) == len(expected.changed)


def assert_same_record(found: RulesRecord, kinds: dict[str, set[str]], tallies: dict[str, Any]) -> None:
    for kind in ("alone", "asked", "refused", "against", "unfinished", "unknown"):
        assert {deal.ref for deal in getattr(found, kind)} == kinds.get(kind, set()), kind
    assert {tally.rule.id: (tally.fired, tally.overruled) for tally in found.tallies} == tallies
    assert found.told == sum(len(refs) for kind, refs in kinds.items() if kind != "unknown")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AgreementFile]:
    """The sample business, only read."""
    with create_sample(path=tmp_path_factory.mktemp("sample") / "Brightside.handshake", today=TODAY) as book:
        yield AgreementFile(book)


def other_terms(agreement: Agreement) -> Agreement:
    """Return a version with twice the hours, another price, and more lead time for every offering."""
    return agreement._replace(
        offerings={
            key: each._replace(
                hours={crew: 2 * hours for crew, hours in each.hours.items()},
                list_price=None if each.list_price is None else each.list_price * 2,
                unit_cost=None if each.unit_cost is None else each.unit_cost + 50,
                lead_time_days=None if each.lead_time_days is None else each.lead_time_days + 3,
            )
            for key, each in agreement.offerings.items()
        }
    )


def without_measures(agreement: Agreement) -> Agreement:
    return agreement._replace(rules=tuple(rule for rule in agreement.rules if rule.measure is None))


def stricter(agreement: Agreement) -> Agreement:
    """Return a version with limits halfway to where nothing may be promised alone."""
    new = Rule("f" * 32, None, "It is fitted by night", zone=Zone.OFF)
    rules = tuple(
        rule
        if rule.promise_limit is None
        else rule._replace(
            promise_limit=rule.promise_limit * (2 if rule.measure in HIGHER_IS_BETTER else Decimal("0.5"))
        )
        for rule in agreement.rules
    )
    return agreement._replace(rules=(*rules, new))


CHANGES: dict[str, Callable[[AgreementFile], Agreement]] = {
    "what Ben proposes": lambda file: file.open.agreement,
    "what is in force": lambda file: file.in_force.agreement,
    "the first version": lambda file: file.standing.versions[0].agreement,
    "other terms": lambda file: other_terms(file.in_force.agreement),
    "stricter": lambda file: stricter(file.in_force.agreement),
    "no measured rule": lambda file: without_measures(file.in_force.agreement),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_proposal_is_tried_on_every_deal_of_the_sample(sample: AgreementFile, name: str) -> None:
    proposal = CHANGES[name](sample)
    before = content(sample.book)
    found = finish(try_proposal(sample.book, sample.business, proposal, TODAY))
    assert_same(found, naive_back_test(sample.book, sample.business, proposal, TODAY))
    assert found.judged > 40
    if name == "what is in force":
        # Only the deals of earlier versions could differ.
        since = sample.in_force.agreement.in_force_from
        assert since is not None and all(each.day < since for each in found.changed)
    elif name != "the first version":
        assert found.changed, "a comparison of nothing says nothing"
    assert content(sample.book) == before


@pytest.mark.parametrize("days", [30, 200, 365, 500])
def test_the_record_of_the_sample_is_every_deal_judged_on_its_day(sample: AgreementFile, days: int) -> None:
    first = TODAY - timedelta(days=days)
    found = finish(record_of_rules(sample.book, sample.business, first, TODAY))
    assert (found.first, found.last) == (first, TODAY)
    assert_same_record(found, *naive_record(sample.book, sample.business, first, TODAY))
    if days == 500:
        assert found.alone and found.asked and found.against and any(tally.overruled for tally in found.tallies)


def test_answers_and_exceptions_count_as_they_do_in_intake(tmp_path: Path) -> None:
    """One sentence that a question asks about, one that came later, and an exception to each; in two versions."""
    with create_sample(path=tmp_path / "Brightside.handshake", today=TODAY) as book:
        file = AgreementFile(book)
        sentences = file.sentences()
        deals = [deal for deal in all_deals(book) if naive_day(deal, TODAY) >= TODAY - YEAR]
        rule = file.rule(Measure.DISCOUNT, version=file.in_force)
        asked = [item for item in file.business.items if item.rule_id is not None]
        with book.change("Answers") as change:
            for number, deal in enumerate(deals):
                for item in asked[number % 3 :: 3]:
                    save_answer(book, change, deal.id, item.id, Answer.YES if number % 2 else Answer.NO)
        given: Any = {"book": book, "who": file.author("Ana"), "until": TODAY + YEAR, "reason": "So it is"}
        grant(today=TODAY - YEAR, rule=sentences[0], client=deals[1].client, **{**given, "until": TODAY - YEAR / 2})
        grant(today=TODAY, rule=sentences[1], **given)
        grant(today=TODAY, rule=rule, limit=Decimal(14), **given)
        proposal = stricter(file.open.agreement)
        found = finish(try_proposal(book, file.business, proposal, TODAY))
        assert_same(found, naive_back_test(book, file.business, proposal, TODAY))
        record = finish(record_of_rules(book, file.business, TODAY - YEAR, TODAY))
        assert_same_record(record, *naive_record(book, file.business, TODAY - YEAR, TODAY))
        assert {tally.rule.id for tally in record.tallies if tally.fired} & {each.id for each in sentences}


def test_hundreds_of_deals_and_full_weeks_are_judged_alike(tmp_path: Path) -> None:
    """In the sample few weeks are over a limit; here sold work piles up, and a third version came meanwhile."""
    path = tmp_path / "Big.handshake"
    write_big(path, realistic(300), TODAY, seed=3)
    with open_book(path) as book:
        crews = [key for (key,) in book.rows("SELECT id FROM crew")]
        with book.change("Less room") as change:
            for crew in crews:
                change.update("crew", crew, {"weekly_hundredths": 3000})
        file = AgreementFile(book, TODAY - timedelta(days=40))
        file.edit(Measure.DISCOUNT, "Sam Adler", promise_limit=Decimal(4), stop_limit=Decimal(10))
        file.propose("Sam Adler")
        file.sign(*next((side, p.name) for p in file.people for side in p.functions if p.name == "Ola Berg"))
        file.today = TODAY
        first = TODAY - YEAR
        for proposal in (stricter(file.in_force.agreement), other_terms(file.in_force.agreement)):
            found = finish(try_proposal(book, file.business, proposal, TODAY))
            assert_same(found, naive_back_test(book, file.business, proposal, TODAY))
            assert found.changed
        record = finish(record_of_rules(book, file.business, first, TODAY))
        assert_same_record(record, *naive_record(book, file.business, first, TODAY))
        loads = [tally.fired for tally in record.tallies if tally.rule.measure is Measure.WEEK_LOAD]
        assert sum(loads), "no week was over its limit"


def test_a_business_without_deals_has_nothing_to_judge(tmp_path: Path) -> None:
    with new_file(tmp_path / "New.handshake") as book:
        file = AgreementFile(book)
        found = finish(try_proposal(book, file.business, stricter(file.in_force.agreement), TODAY))
        assert found[:5] == (TODAY - YEAR, TODAY, 0, 0, ())
        record = finish(record_of_rules(book, file.business, TODAY - YEAR, TODAY))
        assert record.told == 0 and not record.needs_more_green
        assert record.silent == file.in_force.agreement.rules


@pytest.mark.parametrize(("ago", "judged"), [(0, 1), (364, 1), (365, 1), (366, 0)])
def test_the_last_twelve_months_are_judged(tmp_path: Path, ago: int, judged: int) -> None:
    """Of a deal that was lost before it was promised the day on which it came in counts."""
    day = TODAY - timedelta(days=ago)
    with new_file(tmp_path / "One.handshake") as book:
        file = AgreementFile(book)
        fields = {"client": "Acme", "created_on": day, "lost_on": day, "stage": Stage.LOST, "custom_parts": 99}
        create_deal(book=book, who=Author(), today=day, digits=2, fields=fields)
        assert finish(try_proposal(book, file.business, file.in_force.agreement, TODAY)).judged == judged
        refused = finish(record_of_rules(book, file.business, TODAY - YEAR, TODAY)).refused
        assert [deal.client for deal in refused] == ["Acme"] * judged


def test_a_window_can_answer_meanwhile_and_a_deal_be_deleted(tmp_path: Path) -> None:
    path = tmp_path / "Big.handshake"
    write_big(path, realistic(300), TODAY)
    with open_book(path) as book:
        file = AgreementFile(book)
        given = (book, file.business, stricter(file.in_force.agreement), TODAY)
        assert sum(1 for _ in try_proposal(*given)) > 5
        judged = finish(try_proposal(*given)).judged
        work = try_proposal(*given)
        next(work)
        for deal in all_deals(book):
            if deal.is_open:
                delete_deal(book=book, who=Author(), deal=deal)
        assert finish(work).judged == judged - 60, "60 of 300 are open"


# Speed


def best_of_three(work: Callable[[], Generator[None, None, Found]]) -> tuple[float, Found]:
    """Return the shortest of three times in seconds, reading the file included, and what came of it."""
    times = []
    for _ in range(3):
        start = perf_counter()
        found = finish(work())
        times.append(perf_counter() - start)
    return min(times), found


def test_5000_deals_are_judged_in_a_second_and_a_half(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "Big.handshake"
    write_big(path, realistic(5000), TODAY)
    with open_book(path) as book:
        business = read_business(book, TODAY)
        proposal = other_terms(stricter(business.agreement))
        tried, test = best_of_three(lambda: try_proposal(book, business, proposal, TODAY))
        recorded, record = best_of_three(lambda: record_of_rules(book, business, TODAY - YEAR, TODAY))
    with capsys.disabled():
        sys.stdout.write(f"\n5,000 deals: proposal {tried:.2f} s ({test.judged} judged), record {recorded:.2f} s\n")
    assert test.judged > 1000 and test.changed and record.told > 500
    assert tried < 1.5, f"{tried:.2f} s"
    assert recorded < 1.5, f"{recorded:.2f} s"


def test_the_real_pipeline_is_judged_as_its_sheet_says(
    tmp_path: Path, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It knows prices and days alone: every deal is open, but for those that a rule on the price holds back."""
    sheet = shared_data / "crm" / "sales_pipeline.csv"
    if not sheet.is_file():
        pytest.skip("the real pipeline is not beside this clone")
    end = date(2017, 12, 31)
    with new_file(tmp_path / "Real.handshake", today=end) as book:
        assert import_sheet(book=book, sheet=sheet, today=end).added == 7375
        business = read_business(book, end)
        price = Rule("f" * 32, Measure.DEAL_VALUE, "Price", promise_limit=Decimal(3000), stop_limit=Decimal(20000))
        proposal = business.agreement._replace(rules=(*business.agreement.rules, price))
        tried, test = best_of_three(lambda: try_proposal(book, business, proposal, end))
        recorded, record = best_of_three(lambda: record_of_rules(book, business, end - YEAR, end))
    with capsys.disabled():
        sys.stdout.write(f"\nreal pipeline: proposal {tried:.2f} s ({test.judged} judged), record {recorded:.2f} s\n")
    with sheet.open(encoding="utf-8-sig", newline="") as text:
        rows = [row for row in csv.DictReader(text) if row["account"] and row["deal_stage"] == "Won"]
    prices = [Decimal(row["close_value"]) for row in rows]
    found = Counter((each.before, each.after) for each in test.changed)
    assert found == {
        (Zone.OPEN, Zone.ASK): sum(3000 < value <= 20000 for value in prices),
        (Zone.OPEN, Zone.OFF): sum(value > 20000 for value in prices),
    }
    assert test.lacking == test.judged - len(test.changed)
    assert len(record.unknown) == len(rows) and record.told == 0, "nobody kept a verdict in that sheet"
    assert tried < 2 and recorded < 2, f"{tried:.2f} s, {recorded:.2f} s"
