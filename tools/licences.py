"""Gathers the licences of all that the program ships: `licences.py` writes resources/program/licences.toml from the
libraries of requirements.lock as they are installed, `licences.py --debian` prints the copyright file of the package.
"""

import re
import sys
from hashlib import sha256
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
TEXTS = HERE / "licence_texts"
TARGET = REPOSITORY / "resources" / "program" / "licences.toml"

PIN = re.compile(r"^([a-z0-9-]+)==([\w.]+)", re.MULTILINE)
LICENCE_FILE = re.compile(r"licen[sc]e|copying|notice|authors", re.IGNORECASE)
NOT_SHIPPED = {"setuptools"}
"""Of the libraries of the lock file."""

SPOKEN = {
    "contourpy": "BSD-3-Clause",
    "cycler": "BSD-3-Clause",
    "defusedxml": "PSF-2.0",
    "jinja2": "BSD-3-Clause",
    "kiwisolver": "BSD-3-Clause",
    "matplotlib": "Matplotlib licence (based on PSF-2.0)",
    "pyside6-essentials": "LGPL-3.0-only",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only",
    "tzdata": "Apache-2.0 (the time zones themselves: public domain)",
}
"""The licences of libraries that do not name theirs in one word, or leave us to choose."""

NAMES = {"pyside6-essentials": "PySide6 and Qt", "pynacl": "PyNaCl and libsodium", "numpy": "NumPy and OpenBLAS"}
OTHER_TEXTS = {"pyside6-essentials": ("qt", "lgpl-3", "gpl-3"), "shiboken6": ("qt", "lgpl-3", "gpl-3")}
"""Libraries that bring no text of their licence: files of `licence_texts`."""


class Part(NamedTuple):
    """One part: `version` "" for one that the running program tells by itself, `texts` are its licence, whole."""

    name: str
    version: str
    licence: str
    home: str
    texts: tuple[str, ...]


def parts() -> list[Part]:
    """Return every part that is shipped, by name. SystemExit where an installed library is not the locked one."""
    pins = [pin for pin in pins_of("requirements.lock") if pin[0] not in NOT_SHIPPED]
    found = [_part(name, version) for name, version in pins]
    return sorted([*found, *_without_library()], key=lambda part: part.name.casefold())


def pins_of(lock: str) -> list[tuple[str, str]]:
    """Return the names and versions of a lock file."""
    return PIN.findall((REPOSITORY / lock).read_text(encoding="utf-8"))


def _part(name: str, version: str) -> Part:
    found = distribution(name)
    if found.version != version:
        sys.exit(f"{name} {found.version} is installed, but {version} is locked. Run `make setup` first.")
    licence = SPOKEN.get(name) or found.metadata["License-Expression"] or found.metadata["License"] or ""
    others = OTHER_TEXTS.get(name)
    texts = tuple(own_text(other) for other in others) if others else _texts(found)
    if not texts or not licence or "\n" in licence:
        sys.exit(f"{name} does not say its licence in one line with a text to it: write it into tools/licences.py.")
    return Part(NAMES.get(name, found.metadata["Name"]), version, licence, _home(found), texts)


def _texts(found: Distribution) -> tuple[str, ...]:
    """Return what a library says of its licence, each text once."""
    files = [file for file in found.files or [] if LICENCE_FILE.search(file.name) and ".dist-info" in file.parts[0]]
    # What is longer says more, and comes first.
    texts = {tidy(Path(str(found.locate_file(file))).read_text(encoding="utf-8")) for file in files}
    return tuple(sorted(texts, key=lambda text: (-len(text), text)))


def _home(found: Distribution) -> str:
    links = {}
    for link in found.metadata.get_all("Project-URL") or []:
        label, _, address = link.partition(", ")
        links.setdefault(label.casefold(), address)
    home = found.metadata["Home-page"] or ""
    for label in ("homepage", "home", "source", "source code", "repository", "documentation"):
        home = home or links.get(label, "")
    return home


def _without_library() -> list[Part]:
    builder = dict(pins_of("requirements-build.lock"))["pyinstaller"]
    fonts = distribution("matplotlib").locate_file("matplotlib/mpl-data/fonts/ttf/LICENSE_DEJAVU")
    apache = next(text for text in _texts(distribution("tzdata")) if "Apache License" in text[:200])
    return [
        Part("Python", "", "PSF-2.0", "https://www.python.org", (own_text("python"),)),
        Part("SQLite", "", "Public domain", "https://www.sqlite.org", (own_text("sqlite"),)),
        Part(
            "DejaVu fonts",
            "",
            "Bitstream Vera licence, public domain",
            "https://dejavu-fonts.github.io",
            (tidy(Path(str(fonts)).read_text(encoding="utf-8")),),
        ),
        Part(
            "PyInstaller (bootloader)",
            builder,
            "GPL-2.0-or-later WITH Bootloader-exception",
            "https://pyinstaller.org",
            (own_text("pyinstaller"),),
        ),
        Part(
            "Libraries of the system (Linux)", "", "MIT, zlib, bzip2, BSD, Apache-2.0", "", (own_text("system"), apache)
        ),
    ]


def own_text(name: str) -> str:
    """Return a text that no library brings."""
    return tidy((TEXTS / f"{name}.txt").read_text(encoding="utf-8"))


def tidy(text: str) -> str:
    """Return a text in which only what can be seen counts, so that two that look the same are the same."""
    lines = [line.expandtabs().rstrip() for line in text.replace("\f", "").removeprefix("\ufeff").splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


def as_toml(found: list[Part]) -> str:
    """Return the parts as TOML, each text once."""
    keys: dict[str, str] = {}
    said = ["# Written by tools/licences.py (`make lock`) from the libraries of requirements.lock.", ""]
    for part in found:
        for text in part.texts:
            keys.setdefault(text, sha256(text.encode()).hexdigest()[:12])
        texts = ", ".join(f'"{keys[text]}"' for text in part.texts)
        said += ["[[part]]", *(f'{field} = "{value}"' for field, value in zip(Part._fields, part[:4], strict=False))]
        said += [f"texts = [{texts}]", ""]
    said.append("[text]")
    for text, key in keys.items():
        if "'''" in text:
            raise ValueError(f"a text can't be written between three quotes: {text[:60]!r}")
        said += [f"{key} = '''", text + "'''"]
    return "\n".join(said) + "\n"


def as_debian(found: list[Part]) -> str:
    """Return the copyright file of the package: our licence in full, each part with its own, and where its text is."""
    head = (REPOSITORY / "packaging" / "debian" / "copyright").read_text(encoding="utf-8").rstrip("\n")
    licence = (REPOSITORY / "LICENSE").read_text(encoding="utf-8").rstrip("\n")
    lines = [f" {part.name} {part.version}".rstrip() + f": {part.licence}" for part in found]
    return "\n".join(
        [
            head,
            *(f" {line}" if line else " ." for line in licence.splitlines()),
            "Comment: The program carries these parts along, each under its own licence:",
            *lines,
            " .",
            " Their texts are in /usr/lib/handshake/_internal/resources/program/licences.toml, and in the program",
            " under Help > About Handshake. That of the LGPL is in /usr/share/common-licenses/LGPL-3 as well.",
            "",
        ]
    )


def main() -> None:
    """Do what the words say."""
    match sys.argv[1:]:
        case []:
            TARGET.write_text(as_toml(parts()), encoding="utf-8", newline="\n")
        case ["--debian"]:
            sys.stdout.write(as_debian(parts()))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
