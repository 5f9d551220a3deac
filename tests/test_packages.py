"""What is installed on Linux: the desktop's files agree with the program, and the scripts do what they say."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop.actions.business import create_sample
from desktop.version import VERSION
from storage.opening import SUFFIX

REPOSITORY = Path(__file__).resolve().parent.parent
LINUX = REPOSITORY / "packaging" / "linux"
SCRIPTS = sorted([*(REPOSITORY / "tools").glob("*.sh"), *LINUX.glob("*.sh")])
KIND = "application/x-handshake"
MIME = {"": "http://www.freedesktop.org/standards/shared-mime-info"}
ROOT_MODULES = ("desktop", "widgets", "storage", "framework", "resources")

CHARTS = """
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from desktop.start import make_application
from widgets.chart_data import Bar, Bars, DotRow, DotRows, Trend, TrendLimits, TrendPoint
from widgets.chart_figures import draw_chart
from widgets.chart_look import screen_look

application = make_application()
image = QImage(400, 120, QImage.Format.Format_RGB32)
painter = QPainter(image)
for chart in (
    Trend((TrendPoint("Jan", 4.0, "4"), TrendPoint("Feb", 2.0, "2", outside=True)), TrendLimits(4.1, 3.5, 4.7), 4.5),
    Bars((Bar("1", 1, "1", "1 of 5"), Bar("2", 4, "4", "4 of 5")), 2.0, "median 2"),
    DotRows((DotRow("Standard", (0.1, 0.2), 0.2, "20 %"),), ((0.0, "0 %"), (0.3, "30 %"))),
):
    assert any(draw_chart(painter, QRectF(0, 0, 400, 120), chart, screen_look()))
painter.end()
"""

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="these are Linux's scripts")


@pytest.fixture(scope="module")
def entry() -> dict[str, str]:
    """The menu entry."""
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(LINUX / "handshake.desktop", encoding="utf-8")
    return dict(parser["Desktop Entry"])


def test_the_menu_entry_starts_the_program_with_one_file(entry: dict[str, str]) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    program, word = entry["Exec"].split()
    assert (project["project"]["scripts"].keys(), word) == ({program}, "%f")
    assert entry["MimeType"] == f"{KIND};"
    assert 'usr/bin/handshake"' in (REPOSITORY / "tools" / "installer.sh").read_text(encoding="utf-8")


def test_a_file_of_ours_is_known_by_its_ending_and_by_its_first_bytes(tmp_path: Path) -> None:
    (kind,) = ElementTree.parse(LINUX / "handshake.xml").getroot().findall("mime-type", MIME)
    glob, magic = kind.find("glob", MIME), kind.find("magic", MIME)
    assert glob is not None and magic is not None
    assert (kind.get("type"), glob.get("pattern")) == (KIND, f"*{SUFFIX}")
    path = tmp_path / f"shop{SUFFIX}"
    create_sample(path=path, today=date(2026, 11, 27)).close()
    first = path.read_bytes()[:100]
    matches = list(magic.iter(f"{{{MIME['']}}}match"))
    assert len(matches) == 2
    for match in matches:
        value, offset = match.get("value", ""), int(match.get("offset", ""))
        assert first[offset:].startswith(value.encode("ascii"))


def test_the_software_centre_is_told_of_the_same_program(entry: dict[str, str]) -> None:
    (file,) = LINUX.glob("*.metainfo.xml")
    told = ElementTree.fromstring(file.read_text(encoding="utf-8").replace("@VERSION@", VERSION))
    assert told.findtext("id") == file.name.removesuffix(".metainfo.xml")
    assert told.findtext("launchable") == "handshake.desktop"
    assert told.findtext("provides/mediatype") == KIND
    assert told.findtext("provides/binary") == entry["Exec"].split()[0]
    assert told.findtext("name") == entry["Name"]
    release = told.find("releases/release")
    assert release is not None and release.get("version") == VERSION


def test_the_debian_package_leaves_its_figures_to_the_build() -> None:
    control = (REPOSITORY / "packaging" / "debian" / "control").read_text(encoding="utf-8")
    filled = dict(re.findall(r"^(\w[\w-]*): (@\w+@)$", control, re.MULTILINE))
    names = {"Version": "@VERSION@", "Architecture": "@ARCH@", "Installed-Size": "@SIZE@", "Depends": "@DEPENDS@"}
    assert filled == names
    # Without these the menu, the icon and the kind of file would be there and nobody told.
    assert re.search(r"^Recommends: .*desktop-file-utils.*shared-mime-info", control, re.MULTILINE)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
@on_linux
def test_a_script_can_be_read_and_names_only_files_that_are_there(script: Path) -> None:
    subprocess.run(["sh", "-n", str(script)], check=True)
    text = script.read_text(encoding="utf-8")
    named = re.findall(
        r"(?<![\w/.$-])(?:packaging|tools|requirements)[\w./-]*\.(?:sh|py|lock|xml|txt|desktop|1|nsi)\b", text
    )
    assert [name for name in named if not (REPOSITORY / name).is_file()] == []


def test_the_program_lives_without_what_the_bundle_leaves_out() -> None:
    """All of it is loaded, and every chart of a tab drawn, with the left-out modules out of reach."""
    spec = ast.parse((REPOSITORY / "build.spec").read_text(encoding="utf-8"))
    (text,) = (
        node.value.func.value.value  # type: ignore[attr-defined]
        for node in spec.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "EXCLUDED"
    )
    excluded = text.split()
    assert "numpy.random" in excluded
    modules = [
        ".".join(file.relative_to(REPOSITORY).with_suffix("").parts)
        for folder in ROOT_MODULES
        for file in (REPOSITORY / folder).rglob("*.py")
        if "migrations" not in file.parts and file.stem not in ("__init__", "__main__")
    ]
    assert len(modules) > 300
    code = (
        f"import importlib, sys\nsys.modules.update(dict.fromkeys({excluded!r}))\n"
        f"for name in {modules!r}:\n    importlib.import_module(name)\n"
        f"import alembic.command, icalendar, holidays, openpyxl, xlsxwriter\n{CHARTS}"
    )
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, cwd=REPOSITORY)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """What a .run unpacks, with a program that only says its version; beside it a folder of other people's programs."""
    place = tmp_path / "unpacked"
    (place / "handshake").mkdir(parents=True)
    program = place / "handshake" / "handshake"
    program.write_text("#!/bin/sh\necho Handshake\n", encoding="utf-8")
    program.chmod(0o755)
    for name in ("install.sh", "uninstall.sh", "help.txt"):
        shutil.copy(LINUX / name, place)
    applications = place / "usr" / "share" / "applications"
    applications.mkdir(parents=True)
    shutil.copy(LINUX / "handshake.desktop", applications)
    (tmp_path / "bin").mkdir()
    instead(tmp_path, "ldd", "true")
    instead(tmp_path, "id", "echo 1000")
    return place


def instead(tmp_path: Path, name: str, body: str) -> None:
    """Put a program in the place of the system's."""
    program = tmp_path / "bin" / name
    program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    program.chmod(0o755)


def run(tmp_path: Path, script: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a user whose home has a name of two words."""
    home = tmp_path / "home of Jürgen & Söhne"
    home.mkdir(exist_ok=True)
    env = {"HOME": str(home), "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    return subprocess.run(["sh", str(script), *words], env=env, capture_output=True, text=True, check=False)


@on_linux
def test_the_run_installs_into_the_home_and_leaves_only_what_is_the_users(tmp_path: Path, unpacked: Path) -> None:
    done = run(tmp_path, unpacked / "install.sh")
    assert (done.returncode, done.stderr) == (0, "")
    prefix = tmp_path / "home of Jürgen & Söhne" / ".local"
    entry = (prefix / "share" / "applications" / "handshake.desktop").read_text(encoding="utf-8")
    assert f'Exec="{prefix}/bin/handshake" %f' in entry.splitlines()
    assert f"sh {prefix}/lib/handshake/uninstall.sh" in done.stdout
    assert subprocess.run([prefix / "bin" / "handshake"], capture_output=True, text=True).stdout == "Handshake\n"
    own = prefix / "share" / "applications" / "another.desktop"
    own.write_text("", encoding="utf-8")
    # Once more is an upgrade.
    assert run(tmp_path, unpacked / "install.sh").returncode == 0
    gone = run(tmp_path, prefix / "lib" / "handshake" / "uninstall.sh")
    assert (gone.returncode, gone.stderr) == (0, "")
    left = {file.name for file in prefix.rglob("*") if not file.is_dir()} - {"mimeinfo.cache"}
    assert left == {"another.desktop"}


@on_linux
def test_what_the_system_lacks_is_named_with_its_packages_and_nothing_is_installed(
    tmp_path: Path, unpacked: Path
) -> None:
    lines = ("libEGL.so.1 => not found", "libxcb-cursor.so.0 => not found", "libc.so.6 => /lib/libc.so.6 (0x1)")
    instead(tmp_path, "ldd", "\n".join(f"printf '\\t{line}\\n'" for line in lines))
    done = run(tmp_path, unpacked / "install.sh")
    assert (done.returncode, done.stdout) == (1, "")
    assert "this system lacks libEGL.so.1, libxcb-cursor.so.0." in done.stderr
    assert "sudo apt install libegl1 libxcb-cursor0\n" in done.stderr
    assert "sudo dnf install 'libEGL.so.1()(64bit)' 'libxcb-cursor.so.0()(64bit)'\n" in done.stderr
    assert list((tmp_path / "home of Jürgen & Söhne").iterdir()) == []


@on_linux
def test_a_system_that_is_too_old_is_told_so(tmp_path: Path, unpacked: Path) -> None:
    instead(tmp_path, "ldd", 'echo "handshake: /lib/libc.so.6: version \\`GLIBC_2.36\' not found (required by it)" >&2')
    done = run(tmp_path, unpacked / "install.sh")
    assert done.returncode == 1
    assert done.stderr.startswith("Handshake can't be installed here: this system is too old, it lacks GLIBC_2.36.\n")


@on_linux
def test_help_and_unknown_words_install_nothing(tmp_path: Path, unpacked: Path) -> None:
    told = run(tmp_path, unpacked / "install.sh", "--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert "--prefix FOLDER" in told.stdout
    wrong = run(tmp_path, unpacked / "install.sh", "--prefx", "x")
    assert wrong.returncode == 2
    assert wrong.stderr == "Unknown word: --prefx\n"
    assert list((tmp_path / "home of Jürgen & Söhne").iterdir()) == []
