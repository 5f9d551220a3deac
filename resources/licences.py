"""The licences of Handshake and of all that it ships, read from LICENSE and `program/licences.toml`."""

import re
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).resolve().parent


class Part(NamedTuple):
    """One part: what it is called, its version ("" for one that only the running program can tell), its licence."""

    name: str
    version: str
    licence: str
    home: str
    text: str


def own_licence() -> str:
    """Return the licence of Handshake itself; "" where the program came without it."""
    try:
        return (_HERE.parent / "LICENSE").read_text(encoding="utf-8")
    except OSError:
        return ""


def read_parts() -> tuple[Part, ...]:
    """Return every part with the whole of its licence, by name."""
    import tomllib

    with (_HERE / "program" / "licences.toml").open("rb") as file:
        found = tomllib.load(file)
    texts = found["text"]
    between = "\n\n" + "-" * 72 + "\n\n"
    return tuple(
        Part(
            part["name"],
            part["version"],
            part["licence"],
            part["home"],
            between.join(texts[key].rstrip("\n") for key in part["texts"]),
        )
        for part in found["part"]
    )


def has_all(part: Part, words: str) -> bool:
    """Say whether each of `words` stands in the name, the licence or the text of a part, whatever its case."""
    inside = " ".join((part.name, part.version, part.licence, part.text)).casefold()
    return all(word in inside for word in re.split(r"\s+", words.casefold().strip()))
