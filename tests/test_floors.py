"""The contracts of pyproject.toml hold the floors: each way of breaking one is seen, in a small house built for it."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
FLOORS = ("desktop", "widgets", "storage", "framework", "resources")


def check_house(folder: Path, floor: str = "desktop", line: str = "") -> subprocess.CompletedProcess[str]:
    """Build the five floors in `folder`, with `line` in that of `floor`, and check them by this project's contracts."""
    (folder / "pyproject.toml").write_text(
        (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    for name in FLOORS:
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(f"{line}\n" if name == floor else "", encoding="utf-8")
    linter = (
        "import sys; sys.path.insert(0, ''); from importlinter.cli import lint_imports_command; lint_imports_command()"
    )
    return subprocess.run(
        [sys.executable, "-c", linter, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_a_house_that_imports_downwards_passes(tmp_path: Path) -> None:
    said = check_house(tmp_path, "desktop", "import widgets, storage, framework, resources, PySide6, sqlite3")
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.parametrize(
    ("floor", "imported"),
    [
        ("framework", "storage"),
        ("framework", "resources"),
        ("framework", "sqlite3"),
        ("framework", "sqlmodel"),
        ("framework", "PySide6.QtCore"),
        ("resources", "framework"),
        ("storage", "PySide6.QtCore"),
        ("storage", "matplotlib.figure"),
        ("storage", "widgets"),
        ("widgets", "storage"),
        ("widgets", "desktop"),
    ],
)
def test_an_import_that_breaks_the_floors_is_seen(tmp_path: Path, floor: str, imported: str) -> None:
    said = check_house(tmp_path, floor, f"import {imported}")
    assert said.returncode == 1, said.stdout + said.stderr
    assert f"{floor} -> {imported.partition('.')[0]}" in said.stdout
