"""The words of the poles of the tension map, read from `tension.toml`."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).resolve().parent / "tension.toml"


class PoleText(NamedTuple):
    """A pole: what it gives, what too much of it costs, and what to do when there is too much."""

    title: str
    gives: str
    costs: str
    do: tuple[str, ...]


@cache
def pole_text(pole: str) -> PoleText:
    """Return the words of a pole: "yes", "agreed" or "between". Raises KeyError for another."""
    found = _read()[pole]
    return PoleText(found["title"], found["gives"], found["costs"], tuple(found["do"]))


@cache
def reminder() -> str:
    """Return what the map reminds the owner of."""
    return str(_read()["reminder"])


@cache
def _read() -> dict[str, Any]:
    import tomllib  # here, not above: most starts of the program read no starter content

    with _FILE.open("rb") as file:
        return tomllib.load(file)
