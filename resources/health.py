"""The statements of the health check, read from `health.toml`."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).resolve().parent / "health.toml"


class AreaText(NamedTuple):
    """An area of the health check by its key, with its name."""

    key: str
    title: str


class StatementText(NamedTuple):
    """One statement. `reversed`: agreeing is the bad answer. `short`: asked in the short form as well."""

    key: str
    area: str
    say: str
    reversed: bool
    short: bool


@cache
def health_areas() -> tuple[AreaText, ...]:
    """Return the areas in their order."""
    return tuple(AreaText(area["key"], area["title"]) for area in _read())


@cache
def health_statements() -> tuple[StatementText, ...]:
    """Return all statements in the order in which they are asked; the first of each area is in the short form."""
    return tuple(
        StatementText(each["key"], area["key"], each["say"], each.get("reversed", False), number == 0)
        for area in _read()
        for number, each in enumerate(area["statements"])
    )


@cache
def _read() -> list[dict[str, Any]]:
    import tomllib  # here, not above: most starts of the program read no starter content

    with _FILE.open("rb") as file:
        return tomllib.load(file)["area"]  # type: ignore[no-any-return]
