"""When a window comes onto a screen, seen from outside: one clock for programs of any kind.

The screen is one of our own (Xvfb), so that nothing else is on it; xdotool is asked again and again whether a window
of a name is there. It shows before all of it is painted: the figure is for comparing, and says nothing by itself.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.bench.processes import REPOSITORY, environment

TOOLS = ("Xvfb", "xdotool")
LOOK_SECONDS = 0.005
LONGEST_SECONDS = 60


def missing_tools() -> str:
    """Return which of the tools are not installed, in words; "" when all are."""
    return ", ".join(f"no {tool} here" for tool in TOOLS if shutil.which(tool) is None)


@contextmanager
def screen() -> Iterator[str]:
    """Give a screen of its own; yields its name for DISPLAY."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def seen(command: Sequence[str], name: str, *, display: str, home: Path) -> float:
    """Start `command`, return the milliseconds until a window with `name` in its title shows, and end it."""
    found = {**environment(home, "xcb"), "DISPLAY": display, "XDG_RUNTIME_DIR": str(home)}
    said = home / "said.txt"
    started = time.perf_counter()
    with said.open("wb") as out:
        process = subprocess.Popen(
            command, env=found, cwd=REPOSITORY, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        while not _shows(name, found):
            if time.perf_counter() - started > LONGEST_SECONDS or process.poll() is not None:
                ended = f"ended with {process.returncode}" if process.returncode is not None else "still runs"
                heard = said.read_text(errors="replace")
                raise RuntimeError(f"no window {name!r} came: {' '.join(command)}\n{ended}\n{heard}")
            time.sleep(LOOK_SECONDS)
        return (time.perf_counter() - started) * 1000
    finally:
        # Whatever it has started ends with it: Calc is a script that starts another program.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        while _is_alive(process.pid) or _shows(name, found):
            time.sleep(LOOK_SECONDS)


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _shows(name: str, found: dict[str, str]) -> bool:
    looked = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", name], env=found, capture_output=True, check=False
    )
    return bool(looked.stdout.strip())
