"""The visits of the sample business, read from `sample/visits.toml`: plain text and whole numbers, days from today."""

from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).resolve().parent / "sample" / "visits.toml"
_CARD = ("guess", "waiting", "rework", "surprise", "client_words", "wrong_about", "differently", "proposal")


class SampleLearned(NamedTuple):
    """What a visit led to: `became`, the words, the section of the agenda, and the day it was settled there."""

    became: str
    say: str
    section: str
    settled: int


class SampleVisit(NamedTuple):
    """One visit. `done` None: it is still to come. `card` are the words on it, by field."""

    person: str
    kind: str
    host: str
    deal: str | None
    what: str
    planned: int
    done: int | None
    starts: str
    minutes: int
    card: dict[str, str]
    learned: tuple[SampleLearned, ...]


def sample_visits() -> tuple[SampleVisit, ...]:
    """Return the visits of Brightside Signs, the oldest first."""
    import tomllib  # here, not above: most starts of the program read no starter content

    with _FILE.open("rb") as file:
        return tuple(_visit(entry) for entry in tomllib.load(file)["visits"])


def _visit(entry: dict[str, Any]) -> SampleVisit:
    return SampleVisit(
        person=entry["person"],
        kind=entry["kind"],
        host=entry["host"],
        deal=entry.get("deal"),
        what=entry["what"],
        planned=entry["planned"],
        done=entry.get("done"),
        starts=entry["starts"],
        minutes=entry["minutes"],
        card={field: entry[field] for field in _CARD if field in entry},
        learned=tuple(SampleLearned(*each) for each in entry.get("learned", ())),
    )
