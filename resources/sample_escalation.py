"""What stands on the ladder of the sample business and what was decided there, read from `sample/escalation.toml`.

Plain text and whole numbers, as in `resources.starter`; days are calendar days from today, steps count from 1.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).resolve().parent / "sample" / "escalation.toml"


class SampleDecision(NamedTuple):
    """What was decided on the last of the steps. `told`, `right` None: not yet. `promised`: for which day, if named."""

    day: int
    who: str
    kind: str
    say: str
    phases: str
    precedent: bool
    told: int | None
    right: bool | None
    promised: int | None


class SampleQuestion(NamedTuple):
    """A question on the ladder. `deal` (its reference) None: it has a subject alone. `raised` None: just now.

    `steps` are those it came to; `tried` is what was tried before each but the first. `reason`: it went straight up.
    `options` are what could be done and what that costs (None: nobody has said).
    """

    deal: str | None
    subject: str
    by: str
    points: tuple[str, ...]
    raised: int | None
    steps: tuple[int, ...]
    tried: tuple[str, ...]
    reason: str
    cause: str
    sales: str
    operations: str
    client: str
    options: tuple[tuple[str, Decimal | None], ...]
    decision: SampleDecision | None


def sample_escalation() -> tuple[SampleQuestion, ...]:
    """Return the questions of Brightside Signs, those that stand on the ladder first, then the oldest first."""
    import tomllib  # here, not above: most starts of the program read no starter content

    with _FILE.open("rb") as file:
        return tuple(_question(entry) for entry in tomllib.load(file)["questions"])


def _question(entry: dict[str, Any]) -> SampleQuestion:
    return SampleQuestion(
        deal=entry.get("deal"),
        subject=entry["subject"],
        by=entry["by"],
        points=tuple(entry.get("points", ())),
        raised=entry.get("raised"),
        steps=tuple(entry["steps"]),
        tried=tuple(entry.get("tried", ())),
        reason=entry.get("reason", ""),
        cause=entry["cause"],
        sales=entry.get("sales", ""),
        operations=entry.get("operations", ""),
        client=entry.get("client", ""),
        options=tuple((say, Decimal(cost) if cost else None) for say, cost in entry.get("options", ())),
        decision=_decision(entry) if "kind" in entry else None,
    )


def _decision(entry: dict[str, Any]) -> SampleDecision:
    return SampleDecision(
        entry["decided"],
        entry["who"],
        entry["kind"],
        entry["say"],
        entry.get("phases", ""),
        entry.get("precedent", False),
        entry.get("told"),
        entry.get("right"),
        entry.get("promised"),
    )
