"""The licences of all parts can be read, and are those of what is locked and installed."""

import os
import platform
import re
import runpy
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from resources.licences import has_all, own_licence, read_parts

REPOSITORY = Path(__file__).resolve().parents[2]
TOOL = REPOSITORY / "tools" / "licences.py"
KEPT = REPOSITORY / "resources" / "program" / "licences.toml"


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    """What tools/licences.py can do."""
    return runpy.run_path(str(TOOL))


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


def test_every_library_that_is_shipped_is_there_in_its_version() -> None:
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    pins = dict(re.findall(r"^([a-z0-9-]+)==([\w.]+)", lock, re.MULTILINE))
    del pins["setuptools"]  # left out of the program by build.spec
    assert re.search(r"\bsetuptools\b", (REPOSITORY / "build.spec").read_text(encoding="utf-8"))
    shown = {plain(part.name): part.version for part in read_parts()}
    joined = {
        "pyside6-essentials": "pyside6 and qt",
        "pynacl": "pynacl and libsodium",
        "numpy": "numpy and openblas",
    }
    assert {name: shown.get(plain(joined.get(name, name))) for name in pins} == pins
    assert {name: version(name) for name in pins} == pins


def test_what_is_no_python_library_is_there_too() -> None:
    shown = {part.name: part for part in read_parts()}
    assert {"Python", "SQLite", "DejaVu fonts", "PyInstaller (bootloader)"} <= shown.keys()
    assert "public domain" in shown["SQLite"].text
    assert "Bootloader Exception" in shown["PyInstaller (bootloader)"].text
    builder = re.search(r"^pyinstaller==([\w.]+)", (REPOSITORY / "requirements-build.lock").read_text(), re.MULTILINE)
    assert builder is not None and shown["PyInstaller (bootloader)"].version == builder[1]


def test_the_licence_of_qt_is_whole_and_says_how_to_replace_it() -> None:
    (qt,) = [part for part in read_parts() if "Qt" in part.name]
    assert qt.licence == "LGPL-3.0-only"
    assert "You may put another Qt in their place" in qt.text
    for words in ("GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE", "END OF TERMS AND CONDITIONS"):
        assert words in qt.text


def test_what_came_inside_a_library_is_told_with_it() -> None:
    texts = {part.name: part.text for part in read_parts()}
    assert "OpenBLAS" in texts["NumPy and OpenBLAS"] and "libgfortran" in texts["NumPy and OpenBLAS"]
    assert "Frank Denis" in texts["PyNaCl and libsodium"]
    assert "Bitstream Vera" in texts["DejaVu fonts"]


def test_every_part_has_a_licence_with_a_text_and_no_text_is_there_twice() -> None:
    parts = read_parts()
    assert [part.name for part in parts if not part.licence or len(part.text) < 200] == []
    assert [part.name for part in parts] == sorted((part.name for part in parts), key=str.casefold)
    texts = tomllib.loads(KEPT.read_text(encoding="utf-8"))["text"].values()
    assert len(set(texts)) == len(texts)
    assert KEPT.stat().st_size < 500_000


def test_words_are_found_in_names_licences_and_texts() -> None:
    parts = read_parts()
    assert {part.name for part in parts if has_all(part, "LGPL qt")} >= {"PySide6 and Qt", "shiboken6"}
    assert [part.name for part in parts if has_all(part, "openblas gfortran")] == ["NumPy and OpenBLAS"]
    assert all(has_all(part, "  ") for part in parts)
    assert not any(has_all(part, "no such words") for part in parts)


def test_our_own_licence_is_the_one_of_the_repository() -> None:
    assert own_licence() == (REPOSITORY / "LICENSE").read_text(encoding="utf-8")
    assert "MIT" in own_licence()


@pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"), reason="libraries bring other parts along elsewhere"
)
def test_the_texts_are_those_of_what_is_installed(tool: dict[str, Any]) -> None:
    # `make lock` writes it anew.
    assert KEPT.read_text(encoding="utf-8") == tool["as_toml"](tool["parts"]())


def test_another_version_than_the_locked_one_is_refused(tool: dict[str, Any]) -> None:
    with pytest.raises(SystemExit, match=r"but 0\.0\.1 is locked"):
        tool["_part"]("six", "0.0.1")


def test_the_debian_package_names_the_same_parts() -> None:
    done = subprocess.run(
        [sys.executable, str(TOOL), "--debian"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    for part in read_parts():
        assert f"\n {part.name} {part.version}".rstrip() + f": {part.licence}\n" in done.stdout
    assert "License: Expat\n MIT License\n .\n" in done.stdout
    assert all(line.startswith(" ") or re.match(r"[A-Z][\w-]+:|$", line) for line in done.stdout.splitlines())
