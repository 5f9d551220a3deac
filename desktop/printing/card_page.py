"""The pocket card, four to a sheet: what Sales may promise, ask about and leave, for the wallet or the van.

Framework.md section 4. A card says as much as it holds: sentences give way first, and it says how many.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from desktop.printing.page import PIXEL, Cards, Page, render
from desktop.wording import figures
from desktop.wording.agreement import (
    ZONES,
    by_measure,
    decider_short,
    empty_zone,
    offering_name,
    rule_name,
    version_words,
    zone_note,
    zone_rules,
)
from desktop.wording.bands import band_words
from desktop.wording.typed import typed
from desktop.wording.verdict import decider_names, zone_words
from framework.agreement import Rule, Zone
from framework.agreement_versions import State, Version
from framework.business import Business
from resources.words import tr

# The lines in points, and the white above each in millimetres (whole pixels of 96 to the inch, as Qt takes it).
SETTINGS = (
    (10, 3 * PIXEL),
    (9, 3 * PIXEL),
    (8.5, 2 * PIXEL),
    (8, 2 * PIXEL),
    (8, PIXEL),
    (7.5, PIXEL),
    (7.5, 0),
    (7.25, PIXEL),
    (7.25, 0),
    (7, 0),
)
LONGEST_NAME = 60


class Row(NamedTuple):
    """One measure: `more` are its bands for single offerings."""

    name: str
    band: str
    more: tuple[tuple[str, str], ...] = ()


class Said(NamedTuple):
    """One zone in full, or how much of it is said: the numbers of its sentences, single offerings and rows."""

    sentences: int
    single: int
    rows: int


class Part(NamedTuple):
    """One zone on the card. `ask` says who is asked, `note` stands beside it, `left_out` says how much did not fit."""

    zone: Zone
    title: str
    note: str
    ask: str
    rows: tuple[Row, ...]
    sentences: tuple[str, ...]
    empty: str
    left_out: str = ""


def card_page(version: Version, business: Business) -> Page:
    """Return four pocket cards of a version on one sheet, with marks to cut along; one sheet whatever the rules."""
    business = business._replace(offerings={**business.offerings, **version.agreement.offerings})
    parts = {zone: _part(zone, version, business) for zone in ZONES}
    shorter = [*_shorter({zone: _all_of(part) for zone, part in parts.items()})]
    starts, state = version.agreement.in_force_from, version_words(version)
    signed = version.state is State.SIGNED
    if signed and starts is not None:
        state = tr("{version}, from {day}").format(version=state, day=figures.day_year(starts))

    def html(at: int) -> str:
        size, white = SETTINGS[min(at, len(SETTINGS) - 1)]
        said = shorter[max(0, at - len(SETTINGS) + 1)]
        (card,) = render(
            "card.html",
            size=size,
            white=white,
            business=_short(business.name),
            state=state,
            draft=not signed,
            zones=[_shortened(part, said[zone]) for zone, part in parts.items()],
        )
        return card

    return Page(
        title=tr("Pocket card, {version}").format(version=version_words(version)),
        units=(),
        cards=Cards(html, len(SETTINGS) + len(shorter) - 1),
    )


def _part(zone: Zone, version: Version, business: Business) -> Part:
    rules = zone_rules(zone, version.agreement)
    note = zone_note(zone, rules, business)
    # Who else may lift a rule stands in the agreement, rule by rule.
    if zone is Zone.OFF and any(decider_short(rule, zone) != tr("Owner") for rule in rules):
        note = ""
    return Part(
        zone,
        zone_words(zone),
        note,
        _ask(rules, business) if zone is Zone.ASK and rules else "",
        tuple(_rows(rules, zone, business)),
        tuple(rule_name(rule, business) for rule in rules if rule.measure is None),
        "" if rules else empty_zone(zone),
    )


def _ask(rules: list[Rule], business: Business) -> str:
    """Return who is asked about most of the rules."""
    ((decider, _),) = Counter(rule.decides for rule in rules).most_common(1)
    return tr("Ask: {who}").format(who=typed(decider_names(decider, business)))


def _rows(rules: list[Rule], zone: Zone, business: Business) -> Iterator[Row]:
    row: Row | None = None
    last: Rule | None = None
    for rule in by_measure(rules):
        if row is not None and last is not None and rule.measure is last.measure and rule.offering_id is not None:
            band = band_words(rule, zone, business.currency, bare=True)
            row = row._replace(more=(*row.more, (offering_name(rule.offering_id, business), band)))
            continue
        if row is not None:
            yield row
        row, last = Row(rule_name(rule, business), band_words(rule, zone, business.currency)), rule
    if row is not None:
        yield row


def _all_of(part: Part) -> Said:
    return Said(len(part.sentences), sum(len(row.more) for row in part.rows), len(part.rows))


def _shorter(said: Mapping[Zone, Said]) -> Iterator[Mapping[Zone, Said]]:
    """Give how much is said, then less and less: of the zone that still says the most.

    Sentences go first, then what holds for single offerings, then whole rows.
    """
    yield said
    whole = dict(said)
    for kind in Said._fields:
        while most := max(getattr(each, kind) for each in said.values()):
            # Of zones alike the amber one: what is off the table is worth the room.
            zone = next(zone for zone in (Zone.ASK, *ZONES) if getattr(said[zone], kind) == most)
            # The line that says "and 1 more" would take the room of the one it leaves out.
            less = 2 if said[zone] == whole[zone] and most > 1 else 1
            said = {**said, zone: said[zone]._replace(**{kind: most - less})}
            yield said


def _shortened(part: Part, said: Said) -> Part:
    """Return as much of a zone as `said`, with a line that counts the rest."""
    rows, single = [], said.single
    for row in part.rows[: said.rows]:
        rows.append(row._replace(more=row.more[:single]))
        single -= len(rows[-1].more)
    sentences = part.sentences[: said.sentences]
    left_out = sum(_all_of(part)) - len(rows) - sum(len(row.more) for row in rows) - len(sentences)
    more = tr("and {count} more, see the agreement").format(count=figures.number(left_out)) if left_out else ""
    return part._replace(rows=tuple(rows), sentences=sentences, left_out=more)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
