"""Health checks: reading them, and writing them inside a change (framework.md section 12)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from framework.health import Area, Sheet, Statement
from framework.health_check import Asked, HealthCheck, Opened, Repair
from framework.people import Function, Person
from framework.perspective import Topic
from storage.book import Book

if TYPE_CHECKING:
    from storage.writing import Change

TOPICS = frozenset(
    {"health_check", "health_asked", "health_statement", "health_answer", "health_guess", "health_repair"}
)
"""News under these topics means that something has changed about the health checks."""


def read_checks(book: Book) -> tuple[HealthCheck, ...]:
    """Return all checks with who is asked and what, the latest first: a business has a few in a year.

    Only the latest can run. One that was called off and let go on again by Undo while a later one runs stays called
    off as long as that one is there.
    """
    found = book.rows(
        "SELECT id, begun_at, short, opened_at, called_off_at, version, "
        "lag(begun_at) OVER (ORDER BY begun_at DESC, rowid DESC) FROM health_check ORDER BY begun_at DESC, rowid DESC"
    )
    asked, statements = _asked(book), _statements(book)
    return tuple(
        HealthCheck(
            id,
            datetime.fromisoformat(begun),
            bool(short),
            _instant(opened),
            _instant(off if off is not None or opened is not None else later),
            tuple(asked.get(id, ())),
            tuple(statements.get(id, ())),
            version,
        )
        for id, begun, short, opened, off, version, later in found
    )


def running_check(book: Book) -> HealthCheck | None:
    """Return the check that is neither opened nor called off, or None."""
    return next((check for check in read_checks(book) if check.is_running), None)


def read_check(book: Book, check_id: str) -> HealthCheck | None:
    """Return one check, or None when it is gone."""
    return next((check for check in read_checks(book) if check.id == check_id), None)


def read_opened(book: Book) -> tuple[Opened, ...]:
    """Return all checks that were opened, the latest first, with what was answered. Who did not answer is left out."""
    sheets, guesses, repairs = _sheets(book), _guesses(book), _repairs(book)
    return tuple(
        Opened(
            check,
            tuple(Sheet(each.person, sheets[each.id]) for each in check.asked if each.id in sheets),
            guesses.get(check.id, {}),
            repairs.get(check.id),
        )
        for check in sorted(read_checks(book), key=lambda check: check.opened_at or check.begun_at, reverse=True)
        if check.opened_at is not None
    )


def read_perspectives(book: Book) -> dict[tuple[Topic, Function], str]:
    """Return the business's own words of how each function sees a topic, where it has some."""
    found = book.rows("SELECT topic, function, say FROM perspective")
    return {(Topic(topic), Function(function)): say for topic, function, say in found}


def _asked(book: Book) -> dict[str, list[Asked]]:
    found = book.rows(
        "SELECT a.id, a.check_id, a.person_id, p.name, a.sells, a.delivers, a.owner, a.salt, a.sealed, a.finished_at, "
        "a.version FROM health_asked a JOIN person p ON p.id = a.person_id ORDER BY a.position, a.rowid"
    )
    by_check: dict[str, list[Asked]] = {}
    for id, check, person, name, sells, delivers, owner, salt, sealed, finished, version in found:
        functions = {Function.SALES: sells, Function.OPERATIONS: delivers}
        held = frozenset(function for function, has in functions.items() if has)
        somebody = Person(person, name, held, owner=bool(owner))
        by_check.setdefault(check, []).append(Asked(id, check, somebody, salt, sealed, _instant(finished), version))
    return by_check


def _statements(book: Book) -> dict[str, list[Statement]]:
    found = book.rows(
        "SELECT check_id, code, area, say, reversed, short, own FROM health_statement ORDER BY position, rowid"
    )
    by_check: dict[str, list[Statement]] = {}
    for check, code, area, say, turned, short, own in found:
        statement = Statement(code, None if area is None else Area(area), say, bool(turned), bool(short), bool(own))
        by_check.setdefault(check, []).append(statement)
    return by_check


def _sheets(book: Book) -> dict[str, dict[str, int | None]]:
    found = book.rows(
        "SELECT a.asked_id, s.code, a.answer FROM health_answer a JOIN health_statement s ON s.id = a.statement_id "
        "ORDER BY s.position"
    )
    by_asked: dict[str, dict[str, int | None]] = {}
    for asked, code, answer in found:
        by_asked.setdefault(asked, {})[code] = answer
    return by_asked


def _guesses(book: Book) -> dict[str, dict[tuple[Area, Function], int]]:
    by_check: dict[str, dict[tuple[Area, Function], int]] = {}
    for check, area, function, guess in book.rows("SELECT check_id, area, function, guess FROM health_guess"):
        by_check.setdefault(check, {})[Area(area), Function(function)] = guess
    return by_check


def _repairs(book: Book) -> dict[str, Repair]:
    found = book.rows(
        "SELECT r.check_id, r.id, r.area, r.say, a.id, r.version FROM health_repair r "
        "LEFT JOIN action a ON a.id = r.action_id"
    )
    return {check: Repair(id, Area(area), say, action, version) for check, id, area, say, action, version in found}


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


# Writing, inside a change


def add_check(
    change: "Change", at: datetime, people: Sequence[Person], statements: Sequence[Statement], *, short: bool
) -> str:
    """Write down a check that begins, and return its key."""
    check_id = change.add("health_check", {"begun_at": at, "short": short})
    for position, person in enumerate(people):
        values = {
            "check_id": check_id,
            "person_id": person.id,
            "position": position,
            "sells": Function.SALES in person.functions,
            "delivers": Function.OPERATIONS in person.functions,
            "owner": person.owner,
        }
        change.add("health_asked", values)
    for position, each in enumerate(statements):
        values = {
            "check_id": check_id,
            "position": position,
            "code": each.id,
            "area": None if each.area is None else str(each.area),
            "say": each.say,
            "reversed": each.reversed,
            "short": each.short,
            "own": each.own,
        }
        change.add("health_statement", values)
    return check_id


def add_answers(book: Book, change: "Change", asked: Asked, answers: Mapping[str, int | None]) -> None:
    """Write down what somebody answered, by code; the sealed text is emptied."""
    keys = dict(book.rows("SELECT code, id FROM health_statement WHERE check_id = ?", (asked.check_id,)))
    for code, answer in answers.items():
        change.add("health_answer", {"asked_id": asked.id, "statement_id": keys[code], "answer": answer})
    change.update("health_asked", asked.id, {"salt": "", "sealed": ""})


def add_guesses(change: "Change", check_id: str, guesses: Mapping[tuple[Area, Function], int]) -> None:
    """Write down what each function guessed of the other, by area and by who guessed."""
    for (area, function), guess in guesses.items():
        values = {"check_id": check_id, "area": str(area), "function": str(function), "guess": guess}
        change.add("health_guess", values)


def save_perspective(book: Book, change: "Change", topic: Topic, function: Function, say: str) -> None:
    """Keep the business's own words of one cell of the page; "" goes back to the words that come with the program."""
    found = book.row("SELECT id FROM perspective WHERE topic = ? AND function = ?", (str(topic), str(function)))
    if found is None and say:
        change.add("perspective", {"topic": str(topic), "function": str(function), "say": say})
    elif found is not None and say:
        change.update("perspective", found[0], {"say": say})
    elif found is not None:
        change.remove("perspective", found[0])
