"""Reading the agreement: what each version that was or will be in force says, and the exceptions to it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from framework.agreement import Agreement, Decider, Measure, Role, Rule, Silence, Zone
from framework.allowance import Allowance
from framework.catalogue import Offering
from framework.escalation import Step, StepDecider
from storage.amounts import exact, from_units
from storage.book import Book
from storage.days import read_day


def read_agreements(book: Book, digits: int) -> tuple[Agreement, ...]:
    """Return what was or will be in force, oldest first; while nothing is signed yet, the draft as number 0."""
    heads = book.rows(
        "SELECT id, number, in_force_from, veto FROM agreement WHERE state = 'signed' ORDER BY number"
    ) or book.rows(
        "SELECT id, 0, in_force_from, veto FROM agreement WHERE state IN ('draft', 'proposed') ORDER BY rowid LIMIT 1"
    )
    return tuple(says_of(book, heads, digits).values())


def says_of(book: Book, heads: Sequence[Sequence[Any]], digits: int) -> dict[str, Agreement]:
    """Return what versions say, by key. `heads` are (key, number, in force from, veto)."""
    ids = [head[0] for head in heads]
    rules, offerings, ladders = _rules(book, ids), _offerings(book, ids, digits), _ladders(book, ids, digits)
    return {
        id: Agreement(number, read_day(since), rules.get(id, ()), offerings.get(id, {}), ladders.get(id, ()), veto)
        for id, number, since, veto in heads
    }


def _marks(ids: Sequence[str]) -> str:
    return ", ".join("?" * len(ids))


def _rules(book: Book, ids: Sequence[str]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    rows = book.rows(
        "SELECT agreement_id, first_id, measure, say, offering_id, promise_limit, stop_limit, zone, decides, "
        f"answer_hundredths, silence, exception_by, why, told FROM rule WHERE agreement_id IN ({_marks(ids)}) "
        "ORDER BY position, id",
        ids,
    )
    for agreement, id, measure, say, offering, promise, stop, zone, decides, hours, silence, by, why, told in rows:
        rule = Rule(
            id=id,
            measure=Measure(measure) if measure else None,
            say=say,
            offering_id=offering,
            promise_limit=from_units(promise),
            stop_limit=from_units(stop),
            zone=Zone(zone) if zone else None,
            decides=Decider(decides),
            answer_hours=exact(hours),
            silence=Silence(silence),
            exception_by=by,
            why=why,
            told=frozenset(Role(role) for role in told.split()),
        )
        found.setdefault(agreement, []).append(rule)
    return {agreement: tuple(listed) for agreement, listed in found.items()}


def read_rules(book: Book, agreement_id: str) -> tuple[Rule, ...]:
    """Return the rules of one version as they stand now, also inside a change."""
    return _rules(book, [agreement_id]).get(agreement_id, ())


def _offerings(book: Book, ids: Sequence[str], digits: int) -> dict[str, dict[str, Offering]]:
    hours: dict[str, dict[str, Any]] = {}
    for terms, crew, hundredths in book.rows(
        "SELECT h.terms_id, h.crew_id, h.hundredths FROM offering_hours h JOIN offering_terms t ON t.id = h.terms_id "
        f"WHERE t.agreement_id IN ({_marks(ids)})",
        ids,
    ):
        hours.setdefault(terms, {})[crew] = exact(hundredths)
    found: dict[str, dict[str, Offering]] = {}
    for terms, agreement, id, name, lead_time, price, cost, options, data in book.rows(
        "SELECT t.id, t.agreement_id, o.id, o.name, t.lead_time_days, t.list_price_minor, t.unit_cost_minor, "
        "t.options, t.data_needed FROM offering_terms t JOIN offering o ON o.id = t.offering_id "
        f"WHERE t.agreement_id IN ({_marks(ids)}) ORDER BY t.position, o.name, o.id",
        ids,
    ):
        found.setdefault(agreement, {})[id] = Offering(
            id,
            name,
            lead_time,
            hours.get(terms, {}),
            from_units(price, digits),
            from_units(cost, digits),
            _lines(data),
            options=_lines(options),
        )
    return found


def _ladders(book: Book, ids: Sequence[str], digits: int) -> dict[str, tuple[Step, ...]]:
    found: dict[str, list[Step]] = {}
    for agreement, id, name, decides, hours, belongs, people, limit in book.rows(
        "SELECT agreement_id, first_id, name, decides, answer_hundredths, belongs, people, money_limit_minor "
        f"FROM ladder_step WHERE agreement_id IN ({_marks(ids)}) ORDER BY position, id",
        ids,
    ):
        step = Step(id, name, StepDecider(decides), exact(hours), belongs, frozenset(people.split()))
        found.setdefault(agreement, []).append(step._replace(money_limit=from_units(limit, digits)))
    return {agreement: tuple(listed) for agreement, listed in found.items()}


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def read_offerings(book: Book, agreements: Iterable[Agreement], now: Agreement) -> dict[str, Offering]:
    """Return the catalogue by id as `now` has it, in its order, then what other versions had or no version has."""
    found = dict(now.offerings)
    known: dict[str, Offering] = {}
    for agreement in agreements:
        known |= agreement.offerings
    for id, name in book.rows("SELECT id, name FROM offering ORDER BY position, name, id"):
        if id in found:
            continue
        if id in known:
            found[id] = known[id]._replace(retired=True)
        else:
            found[id] = Offering(id, name, draft=True)
    return found


def read_allowances(book: Book) -> tuple[Allowance, ...]:
    """Return every one-off exception, also those that are over, the one that ends last first."""
    found = book.rows(
        "SELECT a.id, a.rule_id, a.reason, a.from_day, a.until, c.name, a.limit_hundredths, a.granted_by, a.version "
        "FROM allowance a LEFT JOIN client c ON c.id = a.client_id ORDER BY a.until DESC, a.id"
    )
    return tuple(
        Allowance(
            id,
            rule,
            reason,
            date.fromisoformat(since),
            date.fromisoformat(until),
            client,
            from_units(limit),
            by or "",
            version,
        )
        for id, rule, reason, since, until, client, limit, by, version in found
    )
