"""What became of the deals of the sample business, read from `sample/outcome.toml`.

Plain text, whole numbers and exact decimals, as in `resources.starter`; days are calendar days from today.
"""

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).resolve().parent / "sample" / "outcome.toml"


class SampleReceived(NamedTuple):
    """What was said about the deal `deal` (its reference); `shortfalls` are kind and words."""

    deal: str
    rework_note: str
    comment: str
    shortfalls: tuple[tuple[str, str], ...]


class SampleLook(NamedTuple):
    """A look back, the same for several deals. `still` None: nobody has asked yet, then the rest is empty."""

    deals: tuple[str, ...]
    days: int
    after: int
    still: bool | None
    as_promised: bool | None
    sell_again: bool | None
    score: int | None
    say: str


class SampleSave(NamedTuple):
    """A failure that was prevented; `who` is a person's key, `day` is counted from today."""

    deal: str
    say: str
    value: Decimal
    day: int
    who: str
    side: str


class SampleOutcome(NamedTuple):
    """All of it."""

    received: tuple[SampleReceived, ...]
    looks: tuple[SampleLook, ...]
    saves: tuple[SampleSave, ...]


def sample_outcome() -> SampleOutcome:
    """Return what became of the deals of Brightside Signs."""
    import tomllib  # here, not above: most starts of the program read no starter content

    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    return SampleOutcome(
        tuple(
            SampleReceived(
                entry["deal"],
                entry.get("rework_note", ""),
                entry.get("comment", ""),
                tuple((kind, say) for kind, say in entry.get("shortfalls", ())),
            )
            for entry in data["received"]
        ),
        tuple(
            SampleLook(
                tuple(entry["deals"]),
                entry["days"],
                entry.get("after", 0),
                entry.get("still"),
                entry.get("as_promised"),
                entry.get("sell_again"),
                entry.get("score"),
                entry.get("say", ""),
            )
            for entry in data["look"]
        ),
        tuple(
            SampleSave(entry["deal"], entry["say"], Decimal(entry["value"]), entry["day"], entry["who"], entry["side"])
            for entry in data["saves"]
        ),
    )
