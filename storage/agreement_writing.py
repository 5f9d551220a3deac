"""Writing the agreement, inside a change: versions and their lines, signatures, words, marks, allowances."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from framework.agreement import Rule
from framework.agreement_setup import LineMark, Mark
from framework.agreement_versions import State
from framework.catalogue import Offering
from framework.escalation import Step
from framework.people import Function
from resources.words import tr
from storage.agreement_setup import BOTH
from storage.amounts import minor_digits, to_units
from storage.book import Book
from storage.crew_hours import save_crew_hours
from storage.keys import new_id
from storage.trouble import Refused

if TYPE_CHECKING:
    from storage.writing import Change


def begin_version(book: Book, change: "Change", source: str, *, why: str = "") -> str:
    """Add a draft with everything that the version `source` says, and return its key."""
    (veto,) = book.row("SELECT veto FROM agreement WHERE id = ?", (source,)) or ("",)
    draft = change.add(
        "agreement",
        {
            "state": State.DRAFT,
            "based_on": source,
            "why": why,
            "veto": veto,
            "written_by": change.who.id or None,
            "written_at": change.at,
        },
    )
    for topic in ("rule", "ladder_step"):
        for row in _rows(book, change, topic, source):
            change.add(topic, _fresh(row, draft))
    for row in _rows(book, change, "offering_terms", source):
        terms = change.add("offering_terms", _fresh(row, draft))
        for crew, hundredths in book.rows(
            "SELECT crew_id, hundredths FROM offering_hours WHERE terms_id = ?", (row["id"],)
        ):
            change.add("offering_hours", {"terms_id": terms, "crew_id": crew, "hundredths": hundredths})
    return draft


def _rows(book: Book, change: "Change", topic: str, agreement_id: str) -> list[dict[str, Any]]:
    """Return the lines of a version as columns, in their order."""
    ids = [
        id for (id,) in book.rows(f"SELECT id FROM {topic} WHERE agreement_id = ? ORDER BY position", (agreement_id,))
    ]
    change.preload(topic, ids)
    found = (change.current(topic, row_id) for row_id in ids)
    return [{**row, "version": 1} for row in found if row is not None]


def _fresh(row: Mapping[str, Any], agreement_id: str) -> dict[str, Any]:
    """Return the columns of a line without its key, for another version."""
    return {**{name: value for name, value in row.items() if name != "id"}, "agreement_id": agreement_id}


def drop_lines(book: Book, change: "Change", agreement_id: str) -> None:
    """Remove a version that nobody ever signed, with all its lines."""
    for topic in ("draft_mark", "reply", "signature", "rule", "ladder_step"):
        for (row_id,) in book.rows(f"SELECT id FROM {topic} WHERE agreement_id = ?", (agreement_id,)):
            change.remove(topic, row_id)
    for (terms,) in book.rows("SELECT id FROM offering_terms WHERE agreement_id = ?", (agreement_id,)):
        remove_terms(book, change, terms)
    change.remove("agreement", agreement_id)


# Rules


def rule_columns(rule: Rule) -> dict[str, Any]:
    """Return the columns of a rule but its place. Raises ValueError for a number that can't be kept."""
    return {
        "measure": None if rule.measure is None else rule.measure.value,
        "offering_id": rule.offering_id,
        "promise_limit": to_units(rule.promise_limit),
        "stop_limit": to_units(rule.stop_limit),
        "zone": None if rule.zone is None else rule.zone.value,
        "decides": rule.decides.value,
        "answer_hundredths": to_units(rule.answer_hours),
        "silence": rule.silence.value,
        "exception_by": rule.exception_by,
        "why": rule.why,
        "say": rule.say,
        "told": "\n".join(sorted(role.value for role in rule.told)),
    }


def add_rule(book: Book, change: "Change", agreement_id: str, rule: Rule) -> str:
    """Add a rule that is new, at the end, and return its key; it is the same in every later version."""
    row_id = new_id()
    columns = {**rule_columns(rule), "agreement_id": agreement_id, "first_id": row_id}
    return change.add("rule", {**columns, "position": _next_place(book, "rule", agreement_id)}, row_id=row_id)


def put_rule_back(book: Book, change: "Change", agreement_id: str, rule: Rule) -> str:
    """Add a rule that was in a version before, or was struck from this one, with its key of old."""
    columns = {**rule_columns(rule), "agreement_id": agreement_id, "first_id": rule.id}
    # Struck from the only version that had it, its first row went with it: then this one is the first again.
    row_id = rule.id if change.current("rule", rule.id) is None else None
    return change.add("rule", {**columns, "position": _next_place(book, "rule", agreement_id)}, row_id=row_id)


def update_rule(book: Book, change: "Change", agreement_id: str, rule: Rule) -> None:
    """Write a rule of a draft anew. Raises Refused when it is no longer in it."""
    change.update("rule", _row_of(book, "rule", agreement_id, rule.id), rule_columns(rule))


def remove_rule(book: Book, change: "Change", agreement_id: str, rule_id: str) -> None:
    """Strike a rule from a draft. Raises Refused when it is no longer in it.

    From the only version that ever had it, it takes along what names it: questions of the checklist that ask about
    it, and exceptions to it.
    """
    row_id = _row_of(book, "rule", agreement_id, rule_id)
    if row_id == rule_id:
        for topic in ("checklist_item", "allowance"):
            for (naming,) in book.rows(f"SELECT id FROM {topic} WHERE rule_id = ?", (rule_id,)):
                change.remove(topic, naming)
    change.remove("rule", row_id)


def _row_of(book: Book, topic: str, agreement_id: str, first_id: str) -> str:
    found = book.row(f"SELECT id FROM {topic} WHERE agreement_id = ? AND first_id = ?", (agreement_id, first_id))
    if found is None:
        raise Refused(tr("This line has been struck in the meantime, so nothing was changed."))
    return str(found[0])


def _next_place(book: Book, topic: str, agreement_id: str) -> int:
    found = book.row(f"SELECT max(position) + 1 FROM {topic} WHERE agreement_id = ?", (agreement_id,))
    return int(found[0] or 0) if found else 0


# Offerings


def terms_columns(offering: Offering, digits: int) -> dict[str, Any]:
    """Return the columns of an offering's terms but its place. Raises ValueError for a number that can't be kept."""
    return {
        "lead_time_days": offering.lead_time_days,
        "list_price_minor": to_units(offering.list_price, digits),
        "unit_cost_minor": to_units(offering.unit_cost, digits),
        "options": "\n".join(offering.options),
        "data_needed": "\n".join(offering.data_needed),
    }


def save_terms(book: Book, change: "Change", agreement_id: str, offering: Offering, digits: int) -> None:
    """Write what a draft says of an offering; one that it did not hold comes at its end."""
    found = terms_of(book, agreement_id, offering.id)
    columns = terms_columns(offering, digits)
    if found is None:
        place = _next_place(book, "offering_terms", agreement_id)
        found = change.add(
            "offering_terms",
            {**columns, "agreement_id": agreement_id, "offering_id": offering.id, "position": place},
        )
    else:
        change.update("offering_terms", found, columns)
    save_crew_hours(book, change, "offering_hours", "terms_id", found, offering.hours)


def terms_of(book: Book, agreement_id: str, offering_id: str) -> str | None:
    """Return the key of what a version says of an offering; None when it is not in it."""
    found = book.row(
        "SELECT id FROM offering_terms WHERE agreement_id = ? AND offering_id = ?", (agreement_id, offering_id)
    )
    return str(found[0]) if found else None


def remove_terms(book: Book, change: "Change", terms_id: str) -> None:
    """Take an offering out of a version."""
    for (row_id,) in book.rows("SELECT id FROM offering_hours WHERE terms_id = ?", (terms_id,)):
        change.remove("offering_hours", row_id)
    change.remove("offering_terms", terms_id)


# The ladder


def step_columns(book: Book, step: Step) -> dict[str, Any]:
    """Return the columns of a step but its place. Raises ValueError for a number that can't be kept."""
    found = book.row("SELECT currency FROM business LIMIT 1")
    digits = minor_digits(str(found[0])) if found else 2
    return {
        "name": step.name,
        "decides": step.decides.value,
        "belongs": step.belongs,
        "people": "\n".join(sorted(step.people)),
        "money_limit_minor": to_units(step.money_limit, digits),
        "answer_hundredths": to_units(step.answer_hours),
    }


def add_step(book: Book, change: "Change", agreement_id: str, step: Step, place: int | None = None) -> str:
    """Add a step to a draft's ladder, and return its key; it is the same in every later version.

    `place` counts from 0 at the bottom, None is the top. One that was in a version before, or was taken off this one,
    keeps its key of old.
    """
    keys = step_keys(book, agreement_id)
    at = len(keys) if place is None else min(place, len(keys))
    _order_steps(book, change, agreement_id, [*keys[:at], None, *keys[at:]])
    first = step.id or new_id()
    # Taken off the only version that had it, its first row went with it: then this one is the first again.
    row_id = first if not step.id or change.current("ladder_step", first) is None else None
    columns = {**step_columns(book, step), "agreement_id": agreement_id, "first_id": first, "position": at}
    change.add("ladder_step", columns, row_id=row_id)
    return first


def update_step(book: Book, change: "Change", agreement_id: str, step: Step) -> None:
    """Write a step of a draft's ladder anew. Raises Refused when it is no longer in it."""
    change.update("ladder_step", _row_of(book, "ladder_step", agreement_id, step.id), step_columns(book, step))


def remove_step(book: Book, change: "Change", agreement_id: str, step_id: str) -> None:
    """Take a step off a draft's ladder. Raises Refused when it is no longer in it."""
    change.remove("ladder_step", _row_of(book, "ladder_step", agreement_id, step_id))


def step_keys(book: Book, agreement_id: str) -> list[str]:
    """Return the keys of the steps of a version as they stand now, from the bottom up."""
    rows = book.rows("SELECT first_id FROM ladder_step WHERE agreement_id = ? ORDER BY position, id", (agreement_id,))
    return [str(first) for (first,) in rows]


def move_step(book: Book, change: "Change", agreement_id: str, step_id: str, place: int) -> None:
    """Put a step of a draft at another place, counted from 0 at the bottom."""
    keys: list[str | None] = [key for key in step_keys(book, agreement_id) if key != step_id]
    keys.insert(place, step_id)
    _order_steps(book, change, agreement_id, keys)


def _order_steps(book: Book, change: "Change", agreement_id: str, keys: Sequence[str | None]) -> None:
    """Put the steps of a draft into the order of `keys`; None leaves a place free."""
    for position, key in enumerate(keys):
        if key is not None:
            change.update("ladder_step", _row_of(book, "ladder_step", agreement_id, key), {"position": position})


# Signing and talking


def save_version(change: "Change", agreement_id: str, values: Mapping[str, Any], *, seen: int | None = None) -> None:
    """Change the head of a version. Raises Conflict when somebody changed it after `seen`."""
    change.update("agreement", agreement_id, values, seen=seen)


def add_signature(change: "Change", agreement_id: str, function: Function) -> None:
    """Sign a version for one side, as the author of the change."""
    change.add(
        "signature",
        {"agreement_id": agreement_id, "function": function.value, "person_id": change.who.id, "at": change.at},
    )


def remove_signatures(book: Book, change: "Change", agreement_id: str) -> bool:
    """Take back every signature under a version whose text has changed; say whether there were any."""
    found = book.rows("SELECT id FROM signature WHERE agreement_id = ?", (agreement_id,))
    for (row_id,) in found:
        change.remove("signature", row_id)
    return bool(found)


def add_reply(change: "Change", agreement_id: str, say: str) -> None:
    """Add words about a version, by the author of the change."""
    change.add("reply", {"agreement_id": agreement_id, "person_id": change.who.id, "at": change.at, "say": say})


def put_in_force(book: Book, change: "Change", agreement_id: str, since: date) -> int:
    """Give a version that both have signed its number and its day, and return the number."""
    found = book.row("SELECT max(number) FROM agreement")
    number = int(found[0] or 0) + 1 if found else 1
    change.update("agreement", agreement_id, {"state": State.SIGNED.value, "number": number, "in_force_from": since})
    return number


# Setting up


def save_mark(book: Book, change: "Change", agreement_id: str, mark: LineMark) -> None:
    """Keep what one side thinks of a line. Raises Conflict when its mark has been changed since it was read."""
    _save_mark(book, change, agreement_id, mark.function.value, mark, mark.row_version)


def settle(book: Book, change: "Change", agreement_id: str, mark: LineMark) -> None:
    """Keep what both have settled on for a line."""
    _save_mark(book, change, agreement_id, BOTH, mark, None)


def _save_mark(book: Book, change: "Change", agreement_id: str, side: str, mark: LineMark, seen: int | None) -> None:
    wants = mark.mark is Mark.CHANGE
    columns = {
        "mark": mark.mark.value,
        "promise_limit": to_units(mark.promise_limit) if wants else None,
        "stop_limit": to_units(mark.stop_limit) if wants else None,
        "say": mark.say if wants else "",
    }
    found = book.row(
        "SELECT id FROM draft_mark WHERE agreement_id = ? AND rule = ? AND side = ?",
        (agreement_id, mark.rule_id, side),
    )
    if found is None:
        change.add("draft_mark", {"agreement_id": agreement_id, "rule": mark.rule_id, "side": side, **columns})
    else:
        change.update("draft_mark", found[0], columns, seen=seen)


# Allowances


def allowance_columns(
    *, rule_id: str, client_id: str | None, limit: Any, reason: str, from_day: date, until: date
) -> dict[str, Any]:
    """Return the columns of a one-off exception. Raises ValueError for a number that can't be kept."""
    return {
        "rule_id": rule_id,
        "client_id": client_id,
        "limit_hundredths": to_units(limit),
        "reason": reason,
        "from_day": from_day,
        "until": until,
    }
