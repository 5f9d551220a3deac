"""`tour`: every tab as a picture, from a file that stays as it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def size_of(path: Path) -> tuple[int, int]:
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


@pytest.mark.parametrize("words", [(), ("--dark", "--size", "900x640")])
def test_every_tab_is_drawn(run: Run, sample: Path, tmp_path: Path, unchanged: Any, words: tuple[str, ...]) -> None:
    folder = tmp_path / "deep" / "tour"
    with unchanged(sample):
        drawn = [Path(line) for line in run("tour", sample, folder, "--on", "2026-11-23", *words).out.splitlines()]
    assert {path.name for path in drawn} >= {"welcome.png", "intake.png", "meetings.png"}
    assert sorted(drawn) == sorted(folder.iterdir())
    for path in drawn:
        assert size_of(path) == ((900, 640) if words else (1280, 800))
        assert path.stat().st_size > 5_000, "not an empty picture"


@pytest.mark.parametrize("size", ["big", "1280", "x", "1280x", "0x0", "-1x800", "99999x800", "1280x800x2", "1e3x800"])
def test_a_wrong_size_is_refused(run: Run, sample: Path, tmp_path: Path, size: str) -> None:
    answer = run("tour", sample, tmp_path / "tour", f"--size={size}")
    assert answer.code == 2 and size in answer.err
    assert not (tmp_path / "tour").exists()


def test_a_folder_that_cannot_be_made(run: Run, sample: Path, unchanged: Any) -> None:
    with unchanged(sample):
        assert run("tour", sample, sample / "tour").code == 2
        assert run("tour", sample, sample).code == 2
