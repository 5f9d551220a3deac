"""The nets that every test stands on, each seen to hold: a test in a session of its own falls into it."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def run_session(folder: Path, body: str) -> subprocess.CompletedProcess[str]:
    """Run one test file with this project's settings and conftest in `folder`."""
    (folder / "pyproject.toml").write_text(
        (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    tests = folder / "tests"
    tests.mkdir()
    conftest = (REPOSITORY / "tests" / "conftest.py").read_text(encoding="utf-8")
    (tests / "conftest.py").write_text(conftest, encoding="utf-8")
    (tests / "test_it.py").write_text(textwrap.dedent(body), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--color=no"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (
            """
            from PySide6.QtWidgets import QLabel
            left = []
            def test_it(qapp):
                left.append(QLabel("still here"))
                left[0].setWindowTitle("Forgotten")
                left[0].show()
            """,
            "left on the screen: QLabel 'Forgotten'",
        ),
        (
            """
            from PySide6.QtCore import qWarning
            def test_it():
                qWarning("something is off")
            """,
            "something is off",
        ),
        (
            """
            import warnings
            def test_it():
                warnings.warn("old ways")
            """,
            "UserWarning: old ways",
        ),
    ],
    ids=["stray window", "warning of Qt", "warning of Python"],
)
def test_a_careless_test_fails(tmp_path: Path, body: str, why: str) -> None:
    session = run_session(tmp_path, body)
    assert session.returncode == 1, session.stdout
    assert why in session.stdout


def test_a_careful_test_passes(tmp_path: Path) -> None:
    session = run_session(
        tmp_path,
        """
        from PySide6.QtWidgets import QLabel
        def test_it(qtbot):
            label = QLabel("here")
            qtbot.addWidget(label)
            label.setMinimumSize(300, 200)
            label.show()
        """,
    )
    assert session.returncode == 0, session.stdout


def test_no_test_touches_the_settings_of_the_user() -> None:
    from platformdirs import user_config_path
    from PySide6.QtCore import QSettings

    home = Path(os.environ["HOME"])
    assert home.name.startswith("handshake-tests-")
    assert home in user_config_path("handshake").parents
    assert home in Path(QSettings("handshake", "handshake").fileName()).parents
