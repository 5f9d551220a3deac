"""What the sample business asked, answered, promised and handed over, read from `sample/intake.toml`.

Plain text, whole numbers and exact decimals, as in `resources.starter`; days are calendar days from today.
"""

from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).resolve().parent / "sample" / "intake.toml"


class SampleAsked(NamedTuple):
    """A question about the deal `deal` (its reference). `asked` None: just now; `kind` None: it still waits."""

    deal: str
    points: tuple[str, ...]
    asked: int | None
    at: str
    say_asked: str
    kind: str | None
    answered: int
    answered_at: str
    phases: str
    say: str
    taken: int | None


class SamplePromise(NamedTuple):
    """One thing said to a client. `first_due` None: it was never moved; `kept` None: not known yet."""

    deal: str
    say: str
    by: str
    said: int
    way: str
    due: int
    first_due: int | None
    exists: str
    kept: bool | None
    ended: int | None


class SampleMove(NamedTuple):
    """A promised day that was moved: of a deal, or of the promise with these words."""

    deal: str
    promise: str | None
    from_day: int
    to_day: int
    by: str
    told_first: bool
    why: str
    who: str
    at: int


class SampleHandover(NamedTuple):
    """One step of a handover: given, accepted or returned."""

    deal: str
    kind: str
    who: str
    at: int
    say: str


class SampleIntake(NamedTuple):
    """All of it."""

    asked: tuple[SampleAsked, ...]
    promises: tuple[SamplePromise, ...]
    moves: tuple[SampleMove, ...]
    handovers: tuple[SampleHandover, ...]


def sample_intake() -> SampleIntake:
    """Return what Brightside Signs asked, answered, promised and handed over."""
    import tomllib  # here, not above: most starts of the program read no starter content

    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    return SampleIntake(
        tuple(_asked(entry) for entry in data["asked"]),
        tuple(_promise(entry) for entry in data["promises"]),
        tuple(_move(entry) for entry in data["moves"]),
        tuple(SampleHandover(e["deal"], e["kind"], e["who"], e["at"], e.get("say", "")) for e in data["handovers"]),
    )


def _asked(entry: dict[str, Any]) -> SampleAsked:
    return SampleAsked(
        entry["deal"],
        tuple(entry["points"]),
        entry.get("asked"),
        entry.get("at", ""),
        entry.get("say_asked", ""),
        entry.get("kind"),
        entry.get("answered", 0),
        entry.get("answered_at", ""),
        entry.get("phases", ""),
        entry.get("say", ""),
        entry.get("taken"),
    )


def _promise(entry: dict[str, Any]) -> SamplePromise:
    return SamplePromise(
        entry["deal"],
        entry["say"],
        entry["by"],
        entry["said"],
        entry["way"],
        entry["due"],
        entry.get("first_due"),
        entry["exists"],
        entry.get("kept"),
        entry.get("ended"),
    )


def _move(entry: dict[str, Any]) -> SampleMove:
    return SampleMove(
        entry["deal"],
        entry.get("promise"),
        entry["from"],
        entry["to"],
        entry["by"],
        entry["told_first"],
        entry["why"],
        entry["who"],
        entry["at"],
    )
