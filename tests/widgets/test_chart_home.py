"""matplotlib's list of fonts: made once, kept in our own folder, and nothing of it anywhere else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FIRST_CHART = """
import widgets.chart_figures
from matplotlib.font_manager import fontManager
assert fontManager.ttflist
"""


@pytest.fixture
def first_chart(tmp_path: Path):
    """Load what draws charts in a process of its own, in a home of its own; returns what it complained of."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()

    def run(home: Path) -> str:
        env = {name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR" and name[:4] != "XDG_"}
        env |= {"HOME": str(home), "LOCALAPPDATA": str(home), "USERPROFILE": str(home)}
        env |= {name: str(temporary) for name in ("TMPDIR", "TEMP", "TMP")}
        done = subprocess.run([sys.executable, "-c", FIRST_CHART], env=env, capture_output=True, text=True, timeout=100)
        assert done.returncode == 0, done.stderr
        assert list(temporary.iterdir()) == []
        return done.stderr

    return run


def test_the_list_of_fonts_is_made_once_and_lies_in_our_own_folder(tmp_path: Path, first_chart) -> None:
    home = tmp_path / "home"
    home.mkdir()
    first_chart(home)
    (fonts,) = home.rglob("fontlist-*.json")
    assert [name.lower() for name in fonts.parts[-3:-1]] in (["handshake", "matplotlib"], ["cache", "matplotlib"])
    assert [folder for folder in home.rglob("matplotlib") if folder != fonts.parent] == []
    made = fonts.stat().st_mtime_ns
    first_chart(home)
    assert fonts.stat().st_mtime_ns == made


def test_where_nothing_can_be_kept_charts_are_drawn_without_a_word(tmp_path: Path, first_chart) -> None:
    home = tmp_path / "no-folder"
    home.write_text("a file in the place of the home", encoding="utf-8")
    assert first_chart(home) == ""


def test_what_the_environment_says_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    from widgets import chart_home

    monkeypatch.setenv(chart_home.VARIABLE, "elsewhere")
    chart_home.settle()
    assert os.environ[chart_home.VARIABLE] == "elsewhere"
