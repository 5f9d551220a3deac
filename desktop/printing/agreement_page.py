"""The agreement on one page, with both signatures' lines (framework.md section 4)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from desktop.printing.page import PIXEL, Page, render
from desktop.wording import figures
from desktop.wording.agreement import (
    ZONES,
    answer_words,
    by_measure,
    decider_short,
    empty_zone,
    function_words,
    local_day,
    offering_name,
    person_name,
    rule_name,
    silence_words,
    state_parts,
    step_decider_words,
    version_words,
    within_words,
    zone_note,
    zone_rules,
)
from desktop.wording.agreement_changes import hours_words
from desktop.wording.bands import band_words
from desktop.wording.verdict import zone_words
from framework.agreement import Rule, Zone
from framework.agreement_versions import SIDES, State, Version
from framework.business import Business
from framework.catalogue import Offering
from framework.people import Function
from resources.words import tr

# The lines in points, and the white above and under each in millimetres: the first that fits on one sheet. Qt takes
# white in whole pixels of 96 to the inch.
SETTINGS = (
    (9, 3 * PIXEL, 3 * PIXEL),
    (8.5, 2 * PIXEL, 2 * PIXEL),
    *((size, PIXEL, PIXEL) for size in (8.5, 8)),
    *((size, PIXEL, 0) for size in (8, 7.75, 7.5, 7.25, 7)),
    (7, 0, 0),
)
NOTHING = "–"
# What is left of a row beside its name and its band, in percent of the page.
_WIDE, _THREE = (52,), (22, 17, 13)


class Row(NamedTuple):
    """One measured rule in one zone. `inset`: the name stands under that of the same measure.

    `cells` are who decides and what goes with it. `more` are the same rule's bands for single offerings, where all
    else about them is the same.
    """

    name: str
    band: str
    cells: tuple[str, ...]
    why: str = ""
    inset: bool = False
    more: tuple[tuple[str, str], ...] = ()


class Group(NamedTuple):
    """Sentences of one zone for which the same holds, each with why it is there."""

    title: str
    cells: tuple[str, ...]
    sentences: tuple[tuple[str, str], ...]


class Part(NamedTuple):
    """One zone: `headings` stand over the cells of its rows, `widths` are theirs in percent.

    `empty` is said where there are neither rows nor sentences.
    """

    zone: Zone
    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    empty: str


class LadderLine(NamedTuple):
    """One step of the ladder."""

    number: str
    name: str
    who: str
    time: str
    belongs: str


class SignatureBlock(NamedTuple):
    """Where one side signs; `name` and `day` are empty where it has not signed yet."""

    function: str
    name: str
    day: str


def agreement_page(
    version: Version, business: Business, names: Mapping[str, str], today: date, zone: tzinfo | None = None
) -> Page:
    """Return a version of the agreement as a page: one sheet, more only where it is too long for one.

    `names` are people by id, also those who have left. The days of signatures are those of `zone` (None: of this
    computer).
    """
    agreement = version.agreement
    business = business._replace(offerings={**business.offerings, **agreement.offerings})
    columns = 2 if len(business.crews) == 1 and len(agreement.offerings) > 1 else 1
    given = {
        "business": business.name,
        "between": tr("Sales and Operations"),
        "title": _title(version),
        "state": state_parts(version, business, names, today, zone=zone, with_year=True),
        "zones": tuple(_parts(version, business)),
        "veto_title": tr("What Operations may refuse"),
        "veto": agreement.veto,
        "columns": columns,
        "offerings_title": tr("Offerings"),
        "offering_headings": (tr("lead time"), tr("per unit"), tr("list price")),
        "offerings": _offerings(tuple(agreement.offerings.values()), business, columns),
        "ladder_title": tr("Ladder"),
        "who": tr("who decides"),
        "within": tr("within"),
        "belongs": tr("what belongs there"),
        "ladder": [
            LadderLine(
                figures.number(number),
                step.name,
                step_decider_words(step.decides),
                within_words(step.answer_hours, business, headed=True),
                step.belongs,
            )
            for number, step in enumerate(agreement.ladder, start=1)
        ],
        "signatures": [_signature(version, side, names, zone) for side in SIDES],
        "name": tr("name"),
        "day": tr("day"),
    }
    units, tight, *tighter = (
        render("agreement.html", size=size, white=white, under=under, **given) for size, white, under in SETTINGS
    )
    return Page(
        title=tr("{title}, {version}").format(title=tr("Agreement"), version=version_words(version)),
        units=units,
        tight=tight,
        tighter=tuple(tighter),
        running=tr("{business} · {title} · {version}").format(
            business=business.name, title=tr("Agreement"), version=version_words(version)
        ),
        footer=tr("One side's signature alone changes nothing."),
    )


def _title(version: Version) -> str:
    return {
        State.DRAFT: tr("Draft agreement"),
        State.PROPOSED: tr("Proposed agreement"),
        State.SIGNED: tr("Agreement"),
        State.DROPPED: tr("Agreement that was taken back"),
    }[version.state]


def _parts(version: Version, business: Business) -> Iterator[Part]:
    explained: set[str] = set()
    for zone in ZONES:
        rules = zone_rules(zone, version.agreement)
        asking = zone is Zone.ASK
        yield Part(
            zone,
            zone_words(zone),
            (tr("who decides"), tr("within"), tr("no answer")) if asking else (zone_note(zone, rules, business),),
            _THREE if asking else _WIDE,
            tuple(_rows(by_measure(rules), zone, business, explained)),
            tuple(_groups(rules, zone, business)),
            empty_zone(zone),
        )


def _rows(rules: Sequence[Rule], zone: Zone, business: Business, explained: set[str]) -> Iterator[Row]:
    """Give the rows of a zone; why a rule exists is told where it is first met, and its id then is in `explained`."""
    last: Rule | None = None
    row: Row | None = None
    for rule in rules:
        why = "" if rule.id in explained else rule.why
        cells = _cells(rule, zone, business)
        inset = last is not None and rule.measure is last.measure and rule.offering_id is not None
        name = offering_name(rule.offering_id or "", business) if inset else rule_name(rule, business)
        if row is not None and inset and not why and cells == row.cells:
            row = row._replace(more=(*row.more, (name, band_words(rule, zone, business.currency, bare=True))))
            continue
        if row is not None:
            yield row
        explained.add(rule.id)
        row, last = Row(name, band_words(rule, zone, business.currency), cells, why, inset), rule
    if row is not None:
        yield row


def _groups(rules: Sequence[Rule], zone: Zone, business: Business) -> Iterator[Group]:
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for rule in rules:
        if rule.measure is None:
            found.setdefault(_cells(rule, zone, business), []).append((rule_name(rule, business), rule.why))
    for cells, sentences in found.items():
        title = tr("when this is true") if len(sentences) == 1 else tr("when any of these is true")
        yield Group(title, cells, tuple(sentences))


def _cells(rule: Rule, zone: Zone, business: Business) -> tuple[str, ...]:
    if zone is Zone.PROMISE:
        return ()
    if zone is Zone.OFF:
        return (decider_short(rule, zone),)
    return decider_short(rule, zone), answer_words(rule, business, headed=True), silence_words(rule, headed=True)


def _offerings(offerings: Sequence[Offering], business: Business, columns: int) -> list[tuple[tuple[str, ...], ...]]:
    """Return rows of `columns` offerings each, to be read down the first column and then down the next."""
    told = [
        (
            one.name,
            NOTHING if one.lead_time_days is None else figures.days(one.lead_time_days),
            hours_words(one, business) if one.hours else NOTHING,
            NOTHING if one.list_price is None else figures.money(one.list_price, business.currency),
        )
        for one in offerings
    ]
    height = -(-len(told) // columns)
    told += [("",) * 4] * (height * columns - len(told))
    return [tuple(told[at::height]) for at in range(height)]


def _signature(version: Version, side: Function, names: Mapping[str, str], zone: tzinfo | None) -> SignatureBlock:
    signature = version.signature_of(side)
    if signature is None:
        return SignatureBlock(function_words(side), "", "")
    day = figures.day_year(local_day(signature.at, zone))
    return SignatureBlock(function_words(side), person_name(signature.person_id, names), day)
