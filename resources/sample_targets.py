"""What the sample business aims at, read from `sample/targets.toml`."""

from decimal import Decimal
from pathlib import Path

_FILE = Path(__file__).resolve().parent / "sample" / "targets.toml"


def sample_targets() -> dict[str, Decimal]:
    """Return the targets by figure: points, days, pieces, or percent (5 for 5 %)."""
    import tomllib

    with _FILE.open("rb") as file:
        return {figure: Decimal(value) for figure, value in tomllib.load(file).items()}
