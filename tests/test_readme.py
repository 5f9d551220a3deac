"""The README speaks of what is there: its pictures, targets, commands and the words on buttons."""

import re
import subprocess
from pathlib import Path

import pytest

from desktop.commands import parser
from desktop.main import COMMANDS
from desktop.version import VERSION

REPOSITORY = Path(__file__).resolve().parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
PICTURES = REPOSITORY / "docs" / "pictures"
MOST_BYTES = 1_500_000
"""Of all pictures together: they are in every clone."""


def commands_of_the_parser() -> set[str]:
    actions = [action for action in parser()._actions if action.choices and action.dest == "command"]
    assert len(actions) == 1 and actions[0].choices is not None
    return set(actions[0].choices)


def test_every_picture_is_there_and_shown_with_words() -> None:
    """No picture without a text for those who don't see it, none that nobody looks at, none that breaks the page."""
    shown = re.findall(r'!\[([^\]]+)\]\((docs/pictures/[^)]+)\)|src="(docs/pictures/[^"]+)"[^>]* alt="([^"]+)"', README)
    assert all(first or last for first, _, _, last in shown)
    also = re.findall(r'srcset="(docs/pictures/[^"]+)"', README)
    named = {path for _, one, other, _ in shown for path in (one, other) if path} | set(also)
    there = {f"docs/pictures/{file.name}" for file in PICTURES.glob("*.png")}
    assert named == there
    assert sum(file.stat().st_size for file in PICTURES.iterdir()) < MOST_BYTES


def test_every_target_of_make_that_it_names_exists() -> None:
    """As `make` itself knows them."""
    known = subprocess.run(["make", "-pRrnq", "help"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    targets = set(re.findall(r"^([a-z]+):", known.stdout, re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.MULTILINE))
    assert {"run", "test", "installer", "pictures"} <= named <= targets


def test_every_command_stands_in_it_and_nothing_else() -> None:
    """In the block of the command line, a line or more for each."""
    named = set(re.findall(r"^handshake ([a-z]+)", README, re.MULTILINE))
    assert named == commands_of_the_parser() - {"self-test"}
    assert "handshake --self-test DIR" in README


def test_every_command_is_known_before_anything_is_loaded() -> None:
    """Else the word alone would open a window on a file of that name."""
    assert set(COMMANDS) == commands_of_the_parser()


@pytest.mark.parametrize("said", ["Open the sample business", "Set up mine in five minutes"])
def test_the_words_of_buttons_are_those_of_the_window(said: str) -> None:
    """Who reads them looks for them."""
    assert said in README
    assert said in (REPOSITORY / "desktop" / "welcome.py").read_text(encoding="utf-8")


def test_the_files_to_install_have_the_version_of_the_program() -> None:
    """As `make installer` names them."""
    assert f"handshake_{VERSION}_amd64.deb" in README
    assert f"handshake-{VERSION}-linux-x86_64.run" in README
