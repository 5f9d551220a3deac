"""The health checks of the sample business, read from `sample/health.toml`: whole numbers, days from today."""

from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).resolve().parent / "sample" / "health.toml"
_CANNOT_SAY = "-"


class SampleOwn(NamedTuple):
    """A statement of the business's own, with the key of its area."""

    key: str
    area: str
    say: str


class SampleRepair(NamedTuple):
    """What was chosen to mend. `done` None: it is still to do."""

    area: str
    say: str
    person: str
    due: int
    done: int | None


class SampleCheck(NamedTuple):
    """One check. `answers`: by person and area, in the order of the statements, None for "can't say".

    `guesses`: by area and by the function that guessed.
    """

    begun: int
    opened: int
    by: str
    own: tuple[SampleOwn, ...]
    answers: dict[str, dict[str, tuple[int | None, ...]]]
    guesses: dict[tuple[str, str], int]
    repair: SampleRepair


def sample_checks() -> tuple[SampleCheck, ...]:
    """Return the health checks of Brightside Signs, the oldest first."""
    import tomllib  # here, not above: most starts of the program read no starter content

    with _FILE.open("rb") as file:
        return tuple(_check(entry) for entry in tomllib.load(file)["checks"])


def _check(entry: dict[str, Any]) -> SampleCheck:
    repair = entry["repair"]
    return SampleCheck(
        begun=entry["begun"],
        opened=entry["opened"],
        by=entry["by"],
        own=tuple(SampleOwn(each["key"], each["area"], each["say"]) for each in entry["own"]),
        answers={
            person: {area: tuple(_answer(sign) for sign in signs) for area, signs in by_area.items()}
            for person, by_area in entry["answers"].items()
        },
        guesses={
            (area, function): guess
            for area, by_function in entry.get("guesses", {}).items()
            for function, guess in by_function.items()
        },
        repair=SampleRepair(repair["area"], repair["say"], repair["person"], repair["due"], repair.get("done")),
    )


def _answer(sign: str) -> int | None:
    return None if sign == _CANNOT_SAY else int(sign)
