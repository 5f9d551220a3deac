"""The self-test of the installed program: it goes through, and says when something is not right."""

from pathlib import Path

import pytest

from desktop.commands.self_test import SelfTest
from desktop.main import main

REPOSITORY = Path(__file__).resolve().parents[3]


def test_every_step_goes_through(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--self-test", str(tmp_path / "try")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(SelfTest(tmp_path).steps()) + 1
    assert all(line.startswith("ok ") for line in said[:-1]) and said[-1] == "All is well."
    assert (tmp_path / "try" / "scorecard.pdf").stat().st_size > 5_000
    # A second time it would write over what is there.
    assert main(["--self-test", str(tmp_path / "try")]) == 2
    assert "is not empty" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["export", "seal"])
def test_what_is_not_right_is_said_and_ends_it(
    missing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    test = SelfTest(tmp_path)
    steps = tuple(step for step in test.steps() if step[1].__name__ in ("make", missing))
    monkeypatch.setattr(SelfTest, "steps", lambda _self: steps)
    monkeypatch.setattr(SelfTest, "expect", lambda self, _is_so, what: _fail(what))
    assert main(["--self-test", str(tmp_path / "try")]) == 2
    assert "What came out is not right" in capsys.readouterr().err


def _fail(what: str) -> None:
    from storage.trouble import Trouble

    raise Trouble(f"What came out is not right: {what}.")


def test_the_bundle_takes_every_file_that_is_read_by_its_place() -> None:
    recipe = (REPOSITORY / "build.spec").read_text(encoding="utf-8")
    endings = {file.suffix for folder in ("resources", "storage") for file in (REPOSITORY / folder).rglob("*.*")}
    for ending in endings - {".py", ".pyc", ".mako"}:
        assert f'"{ending}"' in recipe, ending


def test_on_windows_the_help_names_the_program_that_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from desktop import commands

    assert commands.run(["--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("usage: handshake [") and "handshake-cli" not in said
    # The help alone is made in the meantime: nothing else is asked for its system.
    monkeypatch.setattr(commands, "program_name", lambda: "handshake-cli")
    assert commands.run(["--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("usage: handshake-cli [") and "“handshake” with the same words" in " ".join(said.split())
