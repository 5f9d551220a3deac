"""The last meetings of the sample business, read from `sample/meetings.toml`.

Plain text and whole numbers, as in `resources.starter`; days count from the meeting, turns back from today.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).resolve().parent / "sample" / "meetings.toml"


class SampleItem(NamedTuple):
    """An item of an agenda in words, and what became of it (empty: nothing was said)."""

    section: str
    kind: str
    say: str
    outcome: str


class SampleLine(NamedTuple):
    """A line of the minutes. `who`, `due` and `done` are those of its action; None where it made none."""

    section: str
    kind: str
    say: str
    who: str | None
    due: int | None
    done: int | None


class SampleMeeting(NamedTuple):
    """A meeting that was held `back` turns before today. `used` are percents of the planned minutes by section.

    `put_off`: the item written down ahead of time was on it, and was put off.
    """

    back: int
    late: int
    used: Mapping[str, int]
    ratings: Mapping[str, int]
    items: tuple[SampleItem, ...]
    lines: tuple[SampleLine, ...]
    put_off: bool


class SampleAdded(NamedTuple):
    """What somebody put on the agenda `before` days ahead of the first meeting it was on."""

    section: str
    say: str
    why: str
    person: str
    before: int


def sample_meetings() -> tuple[SampleAdded, tuple[SampleMeeting, ...]]:
    """Return what stands on the agenda still, and the meetings of Brightside Signs, the latest first."""
    import tomllib  # here, not above: most starts of the program read no starter content

    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    return SampleAdded(**data["added"]), tuple(_meeting(entry) for entry in data["meetings"])


def _meeting(entry: dict[str, Any]) -> SampleMeeting:
    return SampleMeeting(
        back=entry["back"],
        late=entry["late"],
        used=entry["used"],
        ratings=entry["ratings"],
        items=tuple(SampleItem(*item) for item in entry["items"]),
        lines=tuple(
            SampleLine(line["section"], line["kind"], line["say"], line.get("who"), line.get("due"), line.get("done"))
            for line in entry["lines"]
        ),
        put_off=entry.get("put_off", False),
    )
