"""The set-up keeps its promises: libraries locked by hash for every system, nothing that holds on one machine only."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")
TEXT_ENDINGS = {
    "",
    ".py",
    ".md",
    ".toml",
    ".lock",
    ".sh",
    ".txt",
    ".html",
    ".css",
    ".json",
    ".svg",
    ".ts",
    ".cfg",
    ".spec",
}
NOT_OURS = {".venv", ".git", "build", "dist", "__pycache__"}

# Folders of the machine it was written on, and addresses that a lock would send people to.
MACHINE_PATH = re.compile(r"(?<![\w./~-])/(work|root|opt)/")


class Pin(NamedTuple):
    """One library of a lock file: its name, version, and the hashes of its files."""

    name: str
    version: str
    hashes: list[str]


def read_lock(text: str) -> list[Pin]:
    """The pins of a lock file; ValueError for a line that is anything else."""
    pins: list[Pin] = []
    for line in text.splitlines():
        if head := re.fullmatch(r"([a-z0-9-]+)==([\w.]+)(?: ; [^\\]+)? \\", line):
            pins.append(Pin(head[1], head[2], []))
        elif digest := re.fullmatch(r"    --hash=sha256:([0-9a-f]{64})(?: \\)?", line):
            pins[-1].hashes.append(digest[1])
        else:
            raise ValueError(f"not a pin and not a hash: {line!r}")
    return pins


def pins_of(lock: str) -> dict[str, Pin]:
    return {pin.name: pin for pin in read_lock((REPOSITORY / lock).read_text(encoding="utf-8"))}


def asked_for() -> tuple[set[str], set[str]]:
    """The names that pyproject.toml asks for: to run, and to run and test."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    run = project["project"]["dependencies"] + groups["install"]

    def names(requirements: list[str]) -> set[str]:
        return {re.match(r"[\w-]+", requirement)[0].lower() for requirement in requirements}

    return names(run), names(run + groups["dev"])


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_line_an_address(lock: str) -> None:
    text = (REPOSITORY / lock).read_text(encoding="utf-8")
    assert "://" not in text
    pins = read_lock(text)
    assert pins
    assert [pin.name for pin in pins if not pin.hashes] == []


@pytest.mark.parametrize("line", ["--index-url https://example.org/simple", "six @ https://example.org/six.whl", "six"])
def test_a_lock_with_anything_else_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not a pin"):
        read_lock(line)


def test_the_locks_hold_what_the_project_asks_for() -> None:
    run, test = asked_for()
    assert run <= pins_of("requirements.lock").keys()
    assert test <= pins_of("requirements-dev.lock").keys()


def test_the_tests_run_on_the_versions_that_people_get() -> None:
    run, dev = pins_of("requirements.lock"), pins_of("requirements-dev.lock")
    assert run.items() <= dev.items()


def test_a_compiled_library_is_locked_for_every_system() -> None:
    # One wheel for Windows, three for macOS and Linux, with their processors, is the least that Qt brings.
    assert all(len(pins_of(lock)["pyside6-essentials"].hashes) >= 4 for lock in LOCKS)
    assert "colorama" in pins_of("requirements-dev.lock"), "pytest needs it on Windows"


def test_qt_is_the_one_that_python_3_11_bears() -> None:
    pins = pins_of("requirements-dev.lock")
    assert {name for name in pins if name.startswith("pyside6")} == {"pyside6-essentials"}
    major, minor = pins["pyside6-essentials"].version.split(".")[:2]
    assert (6, 8) <= (int(major), int(minor)) < (6, 12)


def test_the_locked_versions_are_installed() -> None:
    pins = pins_of("requirements.lock")
    assert {name: version(name) for name in asked_for()[0]} == {name: pins[name].version for name in asked_for()[0]}


def test_continuous_integration_runs_the_same_command_as_people() -> None:
    script = REPOSITORY / ".ci" / "run"
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "exec make test"
    assert os.access(script, os.X_OK)


def text_files() -> Iterator[Path]:
    """Every text file of the project itself, in no order."""
    for folder, folders, names in os.walk(REPOSITORY):
        folders[:] = [name for name in folders if name not in NOT_OURS and not name.endswith(("_cache", ".egg-info"))]
        if ".hypothesis" in folders:
            folders.remove(".hypothesis")
        yield from (Path(folder, name) for name in names if Path(name).suffix in TEXT_ENDINGS and name != ".coverage")


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert MACHINE_PATH.search("see " + "/".join(["", "work", "main"]))
    found = []
    for file in text_files():
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if MACHINE_PATH.search(line):
                found.append(f"{file.relative_to(REPOSITORY).as_posix()}:{number}: {line.strip()}")
    assert not found, "\n".join(found)


@pytest.fixture
def bare_clone(tmp_path: Path) -> Path:
    """A copy of the set-up without its .venv, and beside it a folder of programs to put on the PATH."""
    clone = tmp_path / "clone"
    (clone / "tools").mkdir(parents=True)
    shutil.copy(REPOSITORY / "tools" / "setup.sh", clone / "tools")
    (tmp_path / "bin").mkdir()
    return clone


def program(clone: Path, name: str, body: str) -> None:
    """Put a shell script called `name` on the PATH of the set-up in `clone`."""
    script = clone.parent / "bin" / name
    script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    script.chmod(0o755)


def set_up(clone: Path) -> subprocess.CompletedProcess[str]:
    """Run the set-up in `clone` with no programs but the plainest and those of `program`."""
    programs = clone.parent / "bin"
    for name in ("dirname", "tr", "sed"):
        program(clone, name, f'exec {shutil.which(name)} "$@"')
    return subprocess.run(
        [shutil.which("sh") or "sh", "tools/setup.sh", "test"],
        cwd=clone,
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )


needs_shell = pytest.mark.skipif(os.name != "posix", reason="the set-up script is for Debian and macOS")


@needs_shell
def test_without_a_python_the_set_up_says_so(bare_clone: Path) -> None:
    program(bare_clone, "python3", "exit 1")
    said = set_up(bare_clone)
    assert said.returncode == 1
    assert said.stderr.startswith("Handshake needs Python 3.11 or newer")
    assert said.stderr.count("\n") == 1


@needs_shell
def test_without_root_the_command_for_what_is_missing_is_shown(bare_clone: Path) -> None:
    program(bare_clone, "python3.11", f'exec {sys.executable} "$@"')
    program(bare_clone, "id", "echo 1000")
    program(bare_clone, "apt-get", "echo must not be called >&2")
    # Everything but two: one of them is there under the name of a newer Debian, one is only half removed.
    source = (bare_clone / "tools" / "setup.sh").read_text(encoding="utf-8")
    packages = re.findall(
        r"\b(?:lib[\w-]+|fonts-dejavu-core|poppler-utils|xvfb|openbox|xdotool|khal)(?:[.][\w.-]+)?", source
    )
    assert "libglib2.0-0" in packages
    states = [f"installed:{name}" for name in packages if name not in ("libglib2.0-0", "libegl1", "xvfb")]
    states += ["installed:libglib2.0-0t64", "config-files:xvfb"]
    program(bare_clone, "dpkg-query", f"printf '%s ' {' '.join(states)}")
    said = set_up(bare_clone)
    assert said.returncode == 1
    assert "    sudo apt-get update && sudo apt-get install --yes libegl1 xvfb\n" in said.stderr
    assert "must not be called" not in said.stderr
    assert not (bare_clone / ".venv").exists()
