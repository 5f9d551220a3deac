"""Starter content: every business type can be taken in as it stands, and says nothing twice or too long."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from framework.agreement import HIGHER_IS_BETTER, Decider, Measure, Rule, Silence, Zone, zone_of
from framework.checklist import Needed, Section
from resources import starter

LONGEST = 90
MOST_BY_HAND = 18
TYPES = {key: starter.business_type(key) for key in starter.TYPE_KEYS}
TRADES = [key for key in starter.TYPE_KEYS if key != "blank"]
FOLDER = Path(starter.__file__).parent / "business_types"

ALLOWED = {
    "": {"title", "line", "veto", "crew", "offerings", "rules", "statements", "items"},
    "offerings": {"key", "name", "lead_time_days", "hours", "list_price", "unit_cost", "data_needed", "options"},
    "rules": {
        *("key", "measure", "offering", "promise_limit", "stop_limit", "decides", "answer_hours", "silence"),
        *("exception_by", "say", "why"),
    },
    "statements": {"key", "say", "zone", "decides", "answer_hours", "silence", "exception_by", "why"},
    "items": {"key", "rule", "section", "say", "needed", "no_means", "yes_means", "follows", "offerings"},
}


def raw(key: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads((FOLDER / f"{key}.toml").read_text(encoding="utf-8"))


@pytest.fixture(params=starter.TYPE_KEYS)
def business_type(request: pytest.FixtureRequest) -> starter.BusinessType:
    return TYPES[request.param]


def all_rules(business_type: starter.BusinessType) -> list[starter.MeasuredRule | starter.Statement]:
    return [*business_type.rules, *business_type.statements]


def asked_by_hand(business_type: starter.BusinessType, offering: str) -> list[starter.Item]:
    return [i for i in business_type.items if i.follows is None and (not i.offerings or offering in i.offerings)]


def test_the_files_are_the_types_and_what_they_share() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == {*starter.TYPE_KEYS, "_every_type"}


@pytest.mark.parametrize("key", starter.TYPE_KEYS)
def test_no_file_has_a_word_that_nobody_reads(key: str) -> None:
    data = raw(key)
    assert set(data) <= ALLOWED[""]
    for part in ("offerings", "rules", "statements", "items"):
        for entry in data.get(part, ()):
            assert set(entry) <= ALLOWED[part], entry
    for entry in data["items"]:
        if "rule" in entry:
            assert not {"key", "say", "yes_means", "no_means", "follows", "offerings"} & set(entry), entry


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(KeyError):
        starter.business_type("_every_type")


def test_the_welcome_page_gets_every_type_in_order() -> None:
    found = starter.business_types()
    assert [key for key, _, _ in found] == list(starter.TYPE_KEYS)
    assert all(0 < len(title) <= 40 and 0 < len(line) <= LONGEST for _, title, line in found)


def test_keys_are_unique(business_type: starter.BusinessType) -> None:
    for keys in (
        [offering.key for offering in business_type.offerings],
        [rule.key for rule in business_type.rules] + [statement.key for statement in business_type.statements],
        [item.key for item in business_type.items],
    ):
        assert len(keys) == len(set(keys))
        assert all(key and key == key.lower() and " " not in key for key in keys)


def test_texts_are_there_and_short_enough(business_type: starter.BusinessType) -> None:
    texts = [offering.name for offering in business_type.offerings]
    for offering in business_type.offerings:
        assert offering.data_needed
        texts += offering.data_needed
    for rule in all_rules(business_type):
        texts += (rule.say, rule.why, rule.exception_by)
    texts += [item.say for item in business_type.items]
    assert all(text and text == text.strip() and len(text) <= LONGEST for text in texts)
    says = [item.say for item in business_type.items]
    assert len(says) == len(set(says))


def test_limits_can_be_judged(business_type: starter.BusinessType) -> None:
    offerings = {offering.key for offering in business_type.offerings}
    seen = set()
    for rule in business_type.rules:
        measure = Measure(rule.measure)
        if rule.stop_limit is not None:
            ordered = rule.stop_limit < rule.promise_limit
            assert ordered if measure in HIGHER_IS_BETTER else rule.stop_limit > rule.promise_limit, rule
        assert rule.promise_limit >= 0
        assert rule.offering is None or rule.offering in offerings, rule
        assert (rule.measure, rule.offering) not in seen, "a measure has one rule for each offering"
        seen.add((rule.measure, rule.offering))
        judged = Rule(
            id=rule.key,
            measure=measure,
            say=rule.say,
            promise_limit=rule.promise_limit,
            stop_limit=rule.stop_limit,
        )
        assert zone_of(judged, rule.promise_limit) is Zone.PROMISE
        if rule.stop_limit is not None:
            assert zone_of(judged, rule.stop_limit) is Zone.ASK
            beyond = -1 if measure in HIGHER_IS_BETTER else 1
            assert zone_of(judged, rule.stop_limit + beyond) is Zone.OFF


def test_who_decides_and_what_silence_means(business_type: starter.BusinessType) -> None:
    for rule in all_rules(business_type):
        assert rule.decides in {word.value for word in Decider}
        assert rule.silence in {word.value for word in Silence}
        assert 0 < rule.answer_hours <= 16
    for statement in business_type.statements:
        assert statement.zone in {"ASK", "OFF"}
        assert statement.zone == "ASK" or statement.silence == "no", "silence lifts nothing that is off the table"


@pytest.mark.parametrize("key", TRADES)
def test_a_trade_has_offerings_with_their_own_lead_time_and_statements(key: str) -> None:
    found = TYPES[key]
    assert 6 <= len(found.offerings) <= 9
    assert any(rule.offering for rule in found.rules)
    assert {statement.zone for statement in found.statements} == {"ASK", "OFF"}


def test_catalogue_lines_keep_the_rules_of_their_own_shop(business_type: starter.BusinessType) -> None:
    """What is sold as it stands in the catalogue, at its usual lead time, may be promised."""
    rules = business_type.rules
    for offering in business_type.offerings:
        margin = (offering.list_price - offering.unit_cost) * 100 / offering.list_price
        for measure, value in (("margin", margin), ("lead_time", Decimal(offering.lead_time_days))):
            own = [rule for rule in rules if rule.measure == measure and rule.offering == offering.key]
            general = [rule for rule in rules if rule.measure == measure and rule.offering is None]
            (rule, *_) = own or general
            assert value >= rule.promise_limit, (offering.key, measure)
        assert offering.hours > 0


def test_the_checklist_has_four_sections_in_their_order(business_type: starter.BusinessType) -> None:
    order = [section.value for section in Section]
    places = [order.index(item.section) for item in business_type.items]
    assert places == sorted(places)
    assert set(places) == {0, 1, 2, 3}


def test_items_mean_something_that_can_be_judged(business_type: starter.BusinessType) -> None:
    offerings = {offering.key for offering in business_type.offerings}
    for item in business_type.items:
        assert item.needed in {word.value for word in Needed}
        assert {item.no_means, item.yes_means} <= {None, "ASK", "OFF"}
        assert item.no_means is None or item.yes_means is None, "one of the two answers must be harmless"
        assert set(item.offerings) <= offerings
        # A line that ends in a question mark asks for trouble: its "yes" is the answer that holds a deal back.
        assert not item.say.endswith("?") or item.yes_means


def test_four_items_follow_the_figures(business_type: starter.BusinessType) -> None:
    following = [item for item in business_type.items if item.follows]
    assert sorted(item.follows or "" for item in following) == ["catalogue", "discount", "lead_time", "week_load"]
    ruled = {rule.measure for rule in business_type.rules if rule.offering is None}
    for item in following:
        assert item.needed == "before_promise" and not item.offerings
        assert item.follows == "catalogue" or item.follows in ruled


def test_every_statement_is_asked_once_and_leads_to_its_zone(business_type: starter.BusinessType) -> None:
    asked = {item.rule: item for item in business_type.items if item.rule}
    assert set(asked) == {statement.key for statement in business_type.statements}
    assert len(asked) == sum(item.rule is not None for item in business_type.items)
    for statement in business_type.statements:
        item = asked[statement.key]
        assert (item.say, item.yes_means, item.key) == (statement.say, statement.zone, statement.key)
        assert item.needed != "not"
        assert not item.offerings, "a statement rule holds for every offering"


def test_a_salesperson_gets_through(business_type: starter.BusinessType) -> None:
    offerings = [offering.key for offering in business_type.offerings] or [""]
    assert all(6 <= len(asked_by_hand(business_type, key)) <= MOST_BY_HAND for key in offerings)


def test_ladder_meeting_and_words(business_type: starter.BusinessType) -> None:
    assert [step.step for step in business_type.ladder] == [1, 2, 3, 4]
    assert [step.hours for step in business_type.ladder] == [4, 8, 8, 16]
    assert all(step.name and len(step.what) <= 100 for step in business_type.ladder)
    meeting = business_type.meeting
    assert (meeting.weekday, meeting.starts, meeting.minutes, meeting.every_weeks) == (0, "09:00", 30, 1)
    assert len(meeting.section_minutes) == 6 and sum(meeting.section_minutes) == meeting.minutes
    assert len(business_type.glossary) == len(set(business_type.glossary)) == 12


def test_the_crew_has_hours(business_type: starter.BusinessType) -> None:
    assert business_type.crew.name
    assert business_type.crew.weekly_hours > 0


def test_importing_the_loader_reads_no_toml() -> None:
    code = "import sys, resources.starter; sys.exit('tomllib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
