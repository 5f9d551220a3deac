"""The text of a bug that somebody may pass on: where in the program it happened, and nothing of the business.

Of an error's own words only those stay that the program itself knows: names in the code on the way to the error, and
what Python and SQLite say of errors. Everything else, figures among it, becomes "…": a client's name stands in no
report.
"""

import builtins
import platform
import re
import sqlite3
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, TracebackType

from PySide6.QtCore import qVersion

from desktop.version import VERSION

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = "…"
MOST_CHAINED = 5
OUR_FLOORS = ("desktop", "widgets", "storage", "framework", "resources")

KNOWN_WORDS = frozenset(
    """
    object objects s nonetype has have no not attribute attributes is are was be been a an the of for to in on at by
    or and with as from type types unsupported operand operands argument arguments positional keyword required
    missing takes but given got unexpected multiple values value expected must instance instances between supported
    callable iterable subscriptable module named name names import cannot can't local variable referenced before
    assignment associated
    defined index out range list tuple dict set key division zero float integer string recursion maximum depth exceeded
    while calling internal already deleted wrapped enough unpack too many few than more less convert conversion invalid
    literal base could failed error errors signature call called following tried function method constructor
    constraint unique foreign check null database table column disk full locked malformed image readonly syntax near
    unable open file closed connection thread created same used memory allocate allocated codec encode decode
    character characters position ordinal surrogates allowed start byte bytes invalid continuation unhashable
    """.split()
)
WORD = re.compile(r"\w+(?:'\w+)*")
PIECE = re.compile(r"\w+(?:'\w+)*|\s+|[^\w\s]+")
HARMLESS = re.compile(r"[\s.,:;'\"()\[\]{}<>=+*/|-]+")


def report(error: BaseException) -> str:
    """Return what may be passed on of an error: the versions, the system, and the way through the code."""
    lines = [f"Handshake {VERSION}", *versions(), _built(), ""]
    for number, one in enumerate(reversed(list(_chain(error)))):
        if number:
            lines += ["", "then:"]
        lines += _one(one)
    return "\n".join(lines) + "\n"


def versions() -> Iterator[str]:
    """Yield the versions of what the program runs on, and the system, a line each."""
    yield f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield f"Qt {qVersion()}"
    yield f"{platform.system()} {platform.release()} {platform.machine()}"


def _built() -> str:
    return f"frozen: {'yes' if getattr(sys, 'frozen', False) else 'no'}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what led to it, the last one first."""
    seen: list[BaseException] = []
    found: BaseException | None = error
    while found is not None and found not in seen and len(seen) < MOST_CHAINED:
        seen.append(found)
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _one(error: BaseException) -> Iterator[str]:
    for frame, line in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        yield f"  {place(code.co_filename)}:{line} in {code.co_name}"
    said = scrubbed(str(error), error.__traceback__)
    name = type(error).__qualname__
    yield f"{name}: {said}" if said else name


def signature(error: BaseException) -> tuple[str, str, int]:
    """Return what makes two bugs the same one: their kind and the last place of ours on the way."""
    spot = ("", 0)
    for frame, line in traceback.walk_tb(error.__traceback__):
        where = place(frame.f_code.co_filename)
        if where.split("/")[0] in OUR_FLOORS or not spot[0]:
            spot = (where, line)
    return (type(error).__qualname__, *spot)


def place(file: str) -> str:
    """Return a source file as every copy of the program names it: never where it lies on this computer."""
    path = Path(file)
    if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in OUR_FLOORS:
        return path.relative_to(ROOT).as_posix()
    parts = path.parts
    for floor in ("site-packages", "dist-packages", f"python{sys.version_info.major}.{sys.version_info.minor}"):
        if floor in parts:
            at = len(parts) - 1 - parts[::-1].index(floor)
            return "/".join(parts[at + 1 :])
    # A frozen program names its modules without a folder before them; anything else is not ours to tell.
    return path.as_posix() if not path.is_absolute() and parts and parts[0] in OUR_FLOORS else path.name


def scrubbed(text: str, trail: TracebackType | None) -> str:
    """Return `text` with every word taken out that does not come from the program itself."""
    if not text:
        return ""
    known = known_names(trail)
    kept: list[str] = []
    for piece in PIECE.findall(text[:2_000]):
        fine = (WORD.fullmatch(piece) and (piece in known or piece.lower() in KNOWN_WORDS)) or HARMLESS.fullmatch(piece)
        if fine:
            kept.append(piece)
        elif not kept or kept[-1] != LEFT_OUT:
            kept.append(LEFT_OUT)
    said = re.sub(rf"{LEFT_OUT}(?:\s*{LEFT_OUT})+", LEFT_OUT, "".join(kept))
    return " ".join(said.split())[:500]


def known_names(trail: TracebackType | None) -> frozenset[str]:
    """Return the names in the code on the way to an error, and those of classes: not one of them is a value."""
    found: set[str] = {name for name in vars(builtins) if not name.startswith("_")}
    found.update(("self", "cls", "None", "True", "False", "QObject", "QWidget"))
    for frame, _line in traceback.walk_tb(trail):
        if place(frame.f_code.co_filename).split("/")[0] in OUR_FLOORS:
            found.update(_names(frame.f_code))
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in OUR_FLOORS:
            found.update(key for key, thing in list(vars(module).items()) if isinstance(thing, type))
    return frozenset(found)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    yield from code.co_varnames
    yield from code.co_freevars
    yield from code.co_cellvars
    yield code.co_name
    for constant in code.co_consts:
        # Written in the program's own text, so nobody's data.
        if isinstance(constant, str):
            yield from WORD.findall(constant)
        elif isinstance(constant, CodeType):
            yield from _names(constant)
