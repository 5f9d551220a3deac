"""How Sales and Operations see the same work, read from `perspectives.toml`: words to begin with, which may be changed.

Sides are named "sales" and "operations".
"""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).resolve().parent / "perspectives.toml"


class TopicText(NamedTuple):
    """One row of the page: what it is about, and what each side would say."""

    key: str
    title: str
    sales: str
    operations: str


class ViewText(NamedTuple):
    """What one side stands for: what it is right about, and what comes of too much of it."""

    side: str
    title: str
    right: tuple[str, ...]
    too_much: str


class StoryText(NamedTuple):
    """What is said about one side: what is true in it, what lies behind it, and what to ask instead."""

    side: str
    said: str
    true: str
    behind: str
    ask: str


@cache
def topic_texts() -> tuple[TopicText, ...]:
    """Return the rows in the order of the page."""
    return tuple(TopicText(**each) for each in _read()["topic"])


@cache
def view_texts() -> tuple[ViewText, ...]:
    """Return what each side stands for."""
    return tuple(
        ViewText(each["side"], each["title"], tuple(each["right"]), each["too_much"]) for each in _read()["view"]
    )


@cache
def story_texts() -> tuple[StoryText, ...]:
    """Return what is said about each side."""
    return tuple(StoryText(**each) for each in _read()["story"])


@cache
def _read() -> dict[str, Any]:
    import tomllib  # here, not above: most starts of the program read no starter content

    with _FILE.open("rb") as file:
        return tomllib.load(file)
