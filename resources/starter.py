"""Starter content of the business types and the sample business, read from the TOML files beside this one.

Everything is plain text, whole numbers and exact decimals; whoever takes it in gives it ids and dates. Keys are
stable words that one entry uses to name another (`Item.rule` names a `Statement`). Words for zones, measures,
sections and answers are the values of the enums of `framework`, which is above this floor and not imported.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

TYPE_KEYS = ("sign-shop", "it-services", "field-service", "blank")

_HERE = Path(__file__).resolve().parent


class Crew(NamedTuple):
    """The one pool of capacity a type begins with; `weekly_hours` is a full week."""

    name: str
    weekly_hours: Decimal


class Offering(NamedTuple):
    """One line of the catalogue; hours of the crew, price and cost are for one unit, lead time in working days."""

    key: str
    name: str
    lead_time_days: int
    hours: Decimal
    list_price: Decimal
    unit_cost: Decimal
    data_needed: tuple[str, ...]
    options: tuple[str, ...]


class MeasuredRule(NamedTuple):
    """A rule with two limits. `stop_limit` None: never off the table. `offering` None: for every offering."""

    key: str
    measure: str
    say: str
    promise_limit: Decimal
    stop_limit: Decimal | None
    offering: str | None
    decides: str
    answer_hours: Decimal
    silence: str
    exception_by: str
    why: str


class Statement(NamedTuple):
    """A sentence that leads to its `zone` (ASK or OFF) when it is true of a deal."""

    key: str
    say: str
    zone: str
    decides: str
    answer_hours: Decimal
    silence: str
    exception_by: str
    why: str


class Item(NamedTuple):
    """One question of the intake checklist, in the order in which it is asked.

    `rule` names the statement it asks about; key, `say` and `yes_means` are then those of the statement.
    `offerings` empty: asked for every offering. `follows` names the figure that answers it by itself.
    """

    key: str
    section: str
    say: str
    needed: str
    no_means: str | None
    yes_means: str | None
    follows: str | None
    rule: str | None
    offerings: tuple[str, ...]


class Step(NamedTuple):
    """One step of the escalation ladder; `hours` are working hours to answer, `decides` says who settles it there."""

    step: int
    name: str
    decides: str
    hours: Decimal
    what: str


class Meeting(NamedTuple):
    """When the handshake takes place; `weekday` 0 is Monday, `starts` is "09:00", minutes by section add up."""

    weekday: int
    starts: str
    minutes: int
    every_weeks: int
    section_minutes: tuple[int, ...]


class BusinessType(NamedTuple):
    """What a business of one trade finds on its first day."""

    key: str
    title: str
    line: str
    crew: Crew
    offerings: tuple[Offering, ...]
    rules: tuple[MeasuredRule, ...]
    statements: tuple[Statement, ...]
    items: tuple[Item, ...]
    ladder: tuple[Step, ...]
    meeting: Meeting
    glossary: tuple[str, ...]
    veto: str


class SamplePerson(NamedTuple):
    """Somebody of the sample business; `functions` are "sales" and "operations"."""

    key: str
    name: str
    functions: tuple[str, ...]
    leads: bool
    owner: bool


class SampleAnswer(NamedTuple):
    """What was answered to one checklist item: yes, no, not_applicable or unknown, with a note."""

    item: str
    answer: str
    note: str


class SampleDeal(NamedTuple):
    """One deal of the sample. Dates are calendar days from today (-3 is three days ago); None: no such date.

    Whoever writes them moves promised and delivered dates that fall on a day off to the next working day.
    `hours` and `cost` None: from the catalogue. `promised_zone` is the verdict when it was promised (None: not
    promised yet); `against_reason` is filled in exactly where it was promised against a rule: ASK without it was
    asked first.
    """

    ref: str
    client: str
    stage: str
    offering: str | None
    quantity: Decimal
    value: Decimal | None
    discount_percent: Decimal | None
    cost: Decimal | None
    hours: Decimal | None
    custom_parts: int | None
    payment_days: int | None
    probability_percent: Decimal | None
    salesperson: str
    created: int
    promised: int | None
    first_promised: int | None
    promise_given: int | None
    expected_close: int | None
    won: int | None
    lost: int | None
    delivered: int | None
    rework: bool | None
    client_score: int | None
    actual_cost: Decimal | None
    actual_hours: Decimal | None
    note: str
    promised_zone: str | None
    against_reason: str
    answers: tuple[SampleAnswer, ...]


class SampleAction(NamedTuple):
    """An action of a meeting. Days are calendar days from today; `done` None: still to do."""

    say: str
    person: str
    agreed: int
    due: int
    done: int | None


class SampleVersion(NamedTuple):
    """One version of the sample's agreement, as what differs from the starter content. Days count from today.

    `rules` and `offerings` are changed fields by key, written as in the files of the types; `without` are rules that
    were not in it yet. `in_force` and `signed` None: a proposal, `written` is the day it was proposed.
    """

    written_by: str
    why: str
    in_force: int | None
    signed: int | None
    written: int
    without: tuple[str, ...]
    rules: dict[str, dict[str, str]]
    offerings: dict[str, dict[str, str]]


class SampleAllowance(NamedTuple):
    """A one-off exception of the sample. Days count from today."""

    rule: str
    client: str | None
    limit: Decimal | None
    reason: str
    granted_by: str
    from_day: int
    until: int


class SampleWord(NamedTuple):
    """A shared word of the sample with its meanings."""

    word: str
    sales: str
    operations: str
    agreed: str


class SampleBusiness(NamedTuple):
    """The sample business: who works there, and what happened over fourteen months up to today."""

    name: str
    type_key: str
    country: str
    currency: str
    agreement_in_force: int
    people: tuple[SamplePerson, ...]
    deals: tuple[SampleDeal, ...]
    actions: tuple[SampleAction, ...]
    versions: tuple[SampleVersion, ...]
    proposal: SampleVersion
    allowances: tuple[SampleAllowance, ...]
    words: tuple[SampleWord, ...]


def business_types() -> tuple[tuple[str, str, str], ...]:
    """Return (key, title, one line) of every type, in the order in which the welcome page offers them."""
    return tuple((key, data["title"], data["line"]) for key, data in ((key, _type_data(key)) for key in TYPE_KEYS))


def business_type(key: str) -> BusinessType:
    """Return the starter content of one type.

    Raises:
        KeyError: `key` is none of `TYPE_KEYS`.
    """
    if key not in TYPE_KEYS:
        raise KeyError(key)
    data = _type_data(key)
    common = _read(_HERE / "business_types" / "_every_type.toml")
    statements = tuple(_statement(entry) for entry in data.get("statements", ()))
    by_key = {statement.key: statement for statement in statements}
    return BusinessType(
        key=key,
        title=data["title"],
        line=data["line"],
        crew=Crew(data["crew"]["name"], Decimal(data["crew"]["weekly_hours"])),
        offerings=tuple(_offering(entry) for entry in data.get("offerings", ())),
        rules=tuple(_measured(entry) for entry in data["rules"]),
        statements=statements,
        items=tuple(_item(entry, by_key) for entry in data["items"]),
        ladder=tuple(
            Step(entry["step"], entry["name"], entry["decides"], Decimal(entry["hours"]), entry["what"])
            for entry in common["ladder"]
        ),
        meeting=_meeting(common["meeting"]),
        glossary=tuple(common["glossary"]["words"]),
        veto=data.get("veto", ""),
    )


def sample() -> SampleBusiness:
    """Return the sample business, Brightside Signs."""
    data = _read(_HERE / "sample" / "brightside.toml")
    defaults = data["deal_defaults"]
    return SampleBusiness(
        name=data["name"],
        type_key=data["type"],
        country=data["country"],
        currency=data["currency"],
        agreement_in_force=data["agreement_in_force"],
        people=tuple(
            SamplePerson(entry["key"], entry["name"], tuple(entry["functions"]), entry["leads"], entry["owner"])
            for entry in data["people"]
        ),
        deals=tuple(_deal({**defaults, **entry}) for entry in data["deals"]),
        actions=tuple(
            SampleAction(entry["say"], entry["person"], entry["agreed"], entry["due"], entry.get("done"))
            for entry in data["actions"]
        ),
        versions=tuple(_version(entry) for entry in data["versions"]),
        proposal=_version(data["proposal"]),
        allowances=tuple(
            SampleAllowance(
                entry["rule"],
                entry.get("client"),
                _decimal(entry, "limit"),
                entry["reason"],
                entry["granted_by"],
                entry["from"],
                entry["until"],
            )
            for entry in data["allowances"]
        ),
        words=tuple(SampleWord(e["word"], e["sales"], e["operations"], e["agreed"]) for e in data["words"]),
    )


def _version(entry: dict[str, Any]) -> SampleVersion:
    signed = entry.get("signed")
    return SampleVersion(
        entry["written_by"],
        entry["why"],
        entry.get("in_force"),
        signed,
        entry["proposed"] if signed is None else signed - 1,
        tuple(entry.get("without", ())),
        entry.get("rules", {}),
        entry.get("offerings", {}),
    )


def _read(path: Path) -> dict[str, Any]:
    import tomllib  # here, not above: most starts of the program read no starter content

    with path.open("rb") as file:
        return tomllib.load(file)


def _type_data(key: str) -> dict[str, Any]:
    return _read(_HERE / "business_types" / f"{key}.toml")


def _decimal(entry: dict[str, Any], name: str) -> Decimal | None:
    return Decimal(entry[name]) if name in entry else None


def _offering(entry: dict[str, Any]) -> Offering:
    return Offering(
        key=entry["key"],
        name=entry["name"],
        lead_time_days=entry["lead_time_days"],
        hours=Decimal(entry["hours"]),
        list_price=Decimal(entry["list_price"]),
        unit_cost=Decimal(entry["unit_cost"]),
        data_needed=tuple(entry["data_needed"]),
        options=tuple(entry.get("options", ())),
    )


def _measured(entry: dict[str, Any]) -> MeasuredRule:
    return MeasuredRule(
        key=entry["key"],
        measure=entry["measure"],
        say=entry["say"],
        promise_limit=Decimal(entry["promise_limit"]),
        stop_limit=_decimal(entry, "stop_limit"),
        offering=entry.get("offering"),
        decides=entry["decides"],
        answer_hours=Decimal(entry["answer_hours"]),
        silence=entry["silence"],
        exception_by=entry["exception_by"],
        why=entry["why"],
    )


def _statement(entry: dict[str, Any]) -> Statement:
    return Statement(
        key=entry["key"],
        say=entry["say"],
        zone=entry["zone"],
        decides=entry["decides"],
        answer_hours=Decimal(entry["answer_hours"]),
        silence=entry["silence"],
        exception_by=entry["exception_by"],
        why=entry["why"],
    )


def _item(entry: dict[str, Any], statements: dict[str, Statement]) -> Item:
    rule = statements[entry["rule"]] if "rule" in entry else None
    return Item(
        key=rule.key if rule else entry["key"],
        section=entry["section"],
        say=rule.say if rule else entry["say"],
        needed=entry["needed"],
        no_means=entry.get("no_means"),
        yes_means=rule.zone if rule else entry.get("yes_means"),
        follows=entry.get("follows"),
        rule=rule.key if rule else None,
        offerings=tuple(entry.get("offerings", ())),
    )


def _meeting(entry: dict[str, Any]) -> Meeting:
    return Meeting(
        weekday=entry["weekday"],
        starts=entry["starts"],
        minutes=entry["minutes"],
        every_weeks=entry["every_weeks"],
        section_minutes=tuple(entry["section_minutes"]),
    )


def _deal(entry: dict[str, Any]) -> SampleDeal:
    return SampleDeal(
        ref=entry["ref"],
        client=entry["client"],
        stage=entry["stage"],
        offering=entry.get("offering"),
        quantity=Decimal(entry["quantity"]),
        value=_decimal(entry, "value"),
        discount_percent=_decimal(entry, "discount_percent"),
        cost=_decimal(entry, "cost"),
        hours=_decimal(entry, "hours"),
        custom_parts=entry.get("custom_parts"),
        payment_days=entry.get("payment_days"),
        probability_percent=_decimal(entry, "probability_percent"),
        salesperson=entry["salesperson"],
        created=entry["created"],
        promised=entry.get("promised"),
        first_promised=entry.get("first_promised"),
        promise_given=entry.get("promise_given"),
        expected_close=entry.get("expected_close"),
        won=entry.get("won"),
        lost=entry.get("lost"),
        delivered=entry.get("delivered"),
        rework=entry.get("rework"),
        client_score=entry.get("client_score"),
        actual_cost=_decimal(entry, "actual_cost"),
        actual_hours=_decimal(entry, "actual_hours"),
        note=entry.get("note", ""),
        promised_zone=entry.get("promised_zone"),
        against_reason=entry.get("against_reason", ""),
        answers=tuple(_answer(item, given) for item, given in entry.get("answers", {}).items()),
    )


def _answer(item: str, given: Any) -> SampleAnswer:
    if isinstance(given, str):
        return SampleAnswer(item, given, "")
    return SampleAnswer(item, given["answer"], given["note"])
