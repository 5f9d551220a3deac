"""Starting processes and timing them: each in a home of its own, with compiled modules as on anybody's machine."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench.probe import STARTED

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
PATIENCE_SECONDS = 600


def environment(home: Path, platform: str = "offscreen") -> dict[str, str]:
    """Return the environment of a measured process."""
    # Without compiled modules a start takes half as long again, which says nothing about anybody's machine.
    found = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    folders = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA")
    return {**found, **dict.fromkeys(folders, str(home)), "QT_QPA_PLATFORM": platform, "LC_ALL": "C.UTF-8"}


def told(script: str, *arguments: str, home: Path, platform: str = "offscreen") -> dict[str, float]:
    """Run a script of this folder and return the figures it tells. Raises RuntimeError when it fails."""
    started = {STARTED: repr(time.monotonic())}
    done = subprocess.run(
        [sys.executable, str(HERE / script), *arguments],
        env={**environment(home, platform), **started},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{script} {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def seconds(*arguments: str, home: Path, good: Sequence[int] = (0,)) -> float:
    """Return how long `handshake ARGUMENTS` takes from start to end. Raises RuntimeError when it fails."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        env=environment(home),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    took = time.perf_counter() - started
    if done.returncode not in good:
        raise RuntimeError(f"handshake {' '.join(arguments)}:\n{done.stderr}")
    return took


def medians(runs: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return the median of each figure."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}
