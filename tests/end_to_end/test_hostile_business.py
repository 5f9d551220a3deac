"""A business whose every field is hostile: shown as typed in every room, on paper and in an export; nothing is fetched.

And of any business: the program opens no connection to a network, shown by a trace of its calls of the system.
"""

import csv
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.actions.business import create_sample
from desktop.commands.meeting import PAGES
from desktop.main import main
from desktop.tour import draw_tour
from desktop.window import Window
from storage.export import export
from storage.opening import open_book
from storage.schema import known_structure
from tests.desktop.test_window_texts import dialogs_of, within
from tests.hostile import FREE_TEXT, Trap, free_fields
from widgets.theme import apply

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
RED = 0xFFFF0000

CODES = re.compile(
    r"(id|.*_id|.*_at|at|based_on|written_by|granted_by|who|leads|keeps_time|said_by|asked_by|raised_by|sales_by|"
    r"operations_by|teller|step|first_lead|second_lead|section|kind|state|seat|zone|measure|decides|silence|outcome|"
    r"stage|answer|needed|no_means|yes_means|unknown_means|follows|offerings|people|facts|point|cause|"
    r"way|exists_today|moved_by|mark|side|rule|function|figure|became|starts|opens|closes|weekdays|currency|country|"
    r"timezone|own_answers|window|topic|before|after|item|item_key|counted|chart|figures|headers|columns|date_order|"
    r"stages|digest|promised_zone|clock_since|told|area|code|salt|sealed)"
)
"""Columns of text that hold keys, instants and words of the program's own, which nobody types."""


@pytest.fixture(scope="module")
def set_trap(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Trap]:
    """The picture and the server."""
    made = Trap(tmp_path_factory.mktemp("trap"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, set_trap: Trap) -> Path:
    """The sample business with hostile words in every field, made once; copy it, do not open it."""
    path = tmp_path_factory.mktemp("hostile") / "Brightside.handshake"
    create_sample(path=path, today=TODAY).close()
    assert set_trap.spring(path) > 1_400
    return path


@pytest.fixture
def trap(set_trap: Trap) -> Iterator[Trap]:
    """The picture and the server, of which nothing may be asked."""
    yield set_trap
    assert set_trap.hits == []


@pytest.fixture
def hostile(tmp_path: Path, template: Path) -> Path:
    """A copy of the hostile business."""
    return Path(shutil.copyfile(template, tmp_path / template.name))


def assert_no_red(image: QImage, where: str) -> None:
    """Fail where the red picture was painted; it is 40 by 40."""
    found = [
        (x, y) for x in range(0, image.width(), 8) for y in range(0, image.height(), 8) if image.pixel(x, y) == RED
    ]
    assert found == [], where


def test_every_field_of_the_file_is_either_hostile_or_a_code() -> None:
    texts = {
        (table, column)
        for kind, table, column, type_, *_ in (row for row in known_structure() if row[0] == "column")
        if "CHAR" in type_.upper() or "TEXT" in type_.upper()
    }
    missed = {f"{table}.{column}" for table, column in texts - set(free_fields()) if not CODES.fullmatch(column)}
    assert missed == set()
    assert set(free_fields()) <= texts


def test_on_screen_everything_is_shown_as_typed(
    hostile: Path, trap: Trap, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody is called Ana any more.
    monkeypatch.setattr("tests.desktop.ladder_shop.person", lambda session, _name: session.business.people[0])
    apply(qapp, "light")
    window = Window(today=TODAY, remembers=False)
    window.resize(1280, 800)
    window.show()
    try:
        assert window.open_file(hostile), window.notice_bar.text()
        for key in window.rooms:
            window.show_room(key)
            window.finish_background_work()
            QApplication.processEvents()
            window.finish_background_work()
            assert_no_red(window.grab().toImage(), key)
            assert_plain(window, key)
        for dialog in dialogs_of(window):
            assert_no_red(dialog.grab().toImage(), type(dialog).__name__)
            assert_plain(dialog, type(dialog).__name__)
            dialog.close()
    finally:
        window.close()
        window.deleteLater()


def assert_plain(widget: QWidget, where: str) -> None:
    """Fail where a label or a tooltip would read mark-up."""
    for one in within([widget]):
        assert not re.search(r"<(img|b|a|style)\b", one.toolTip()), f"a tooltip in {where}: {one.toolTip()}"
        if isinstance(one, QLabel) and "<" in one.text():
            assert one.textFormat() is Qt.TextFormat.PlainText, f"{one.text()} in {where}"


def test_on_paper_everything_is_printed_as_typed(
    hostile: Path, trap: Trap, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(hostile)) as connection:
        (ref,) = connection.execute("SELECT ref FROM deal WHERE stage = 'offered' LIMIT 1").fetchone()
    printed = 0
    for page in PAGES:
        out = tmp_path / f"{page}.pdf"
        more = ["--deal", ref] if page == "checklist" else []
        code = main(["print", str(hostile), page, "--pdf", str(out), "--on", TODAY.isoformat(), *more])
        said = capsys.readouterr().err
        assert code in (0, 2) and "Traceback" not in said
        if code == 2:
            # Some pages need to be told of what; that is a sentence as well.
            assert said.strip()
            continue
        printed += 1
        reader = PdfReader(out)
        assert not any(sheet.images for sheet in reader.pages), page
        assert not any(sheet.annotations for sheet in reader.pages), f"a link on {page}"
        text = " ".join(sheet.extract_text() for sheet in reader.pages)
        assert "&lt;" not in text and "&amp;amp;" not in text, page
    assert printed >= 8
    agenda = " ".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "agenda.pdf").pages)
    assert "<img" in agenda or "<b>" in agenda or "<a" in agenda, "the words are there as typed"


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_in_an_export_nothing_can_run(hostile: Path, trap: Trap, tmp_path: Path, format: str) -> None:
    out = tmp_path / "out"
    with open_book(hostile) as book:
        files = export(book, out, format)
    cells = 0
    for file in files:
        if format == "csv":
            with file.open(encoding="utf-8-sig", newline="") as opened:
                for row in csv.reader(opened):
                    for cell in row:
                        cells += 1
                        assert not cell.startswith(("=", "@", "\t", "\r")), cell
        else:
            workbook = load_workbook(file)
            for sheet in workbook:
                for cells_of_row in sheet.iter_rows():
                    for cell in cells_of_row:
                        cells += 1
                        assert cell.data_type != "f" and cell.hyperlink is None, cell.value
    assert cells > 5_000


# Nothing is fetched, and there is no network

WORK = """
import os, sys
from pathlib import Path
file, out = Path(sys.argv[1]), Path(sys.argv[2])
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from desktop.main import main
assert main(["tour", str(file), str(out / "tour")]) == 0
assert main(["agenda", str(file), "--pdf", str(out / "agenda.pdf")]) == 0
assert main(["print", str(file), "agreement", "--pdf", str(out / "agreement.pdf")]) == 0
assert main(["export", str(file), str(out / "xlsx"), "--format", "xlsx"]) == 0
assert main(["verify", str(file)]) in (0, 1, 2)

# And the window as the installed program starts it, to its end.
from desktop import start
make = start.make_application
def watched():
    application = make()
    from PySide6.QtCore import QTimer
    QTimer.singleShot(1500, application.quit)
    return application
start.make_application = watched
assert main([str(file)]) == 0
"""
FAMILY = re.compile(r"\b(?:socket|socketpair)\((\w+)|sa_family=(\w+)")


@pytest.fixture
def traced(hostile: Path, trap: Trap, tmp_path: Path) -> list[str]:
    """Every call of the system by which the program reaches for a file or a network, from its start to its end."""
    if shutil.which("strace") is None:
        pytest.skip("there is no strace here")
    record = tmp_path / "trace"
    command = ["strace", "-f", "-qq", "-e", "trace=network,openat,open,stat,newfstatat,access,readlink"]
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        [*command, "-o", record, sys.executable, "-c", WORK, hostile, tmp_path],
        env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home)},
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=110,
        check=False,
    )
    if "ptrace" in done.stderr:
        pytest.skip("strace may not look here")
    assert done.returncode == 0, done.stderr
    return record.read_text(encoding="utf-8", errors="replace").splitlines()


def test_no_network_and_no_file_is_touched_because_of_what_a_field_says(traced: list[str], trap: Trap) -> None:
    assert len(traced) > 1_000, "the trace saw the program at work"
    assert any("Brightside.handshake" in line for line in traced)
    families = {name for line in traced for pair in FAMILY.findall(line) for name in pair if name}
    assert families <= {"AF_UNIX", "AF_LOCAL"}, [line for line in traced if "AF_" in line][:20]
    assert [line for line in traced if trap.picture.name in line] == []
    assert [line for line in traced if "127.0.0.1" in line or "/etc/resolv.conf" in line] == []


def test_the_tour_of_a_hostile_business_has_no_red_in_it(hostile: Path, trap: Trap, tmp_path: Path) -> None:
    drawn = draw_tour(hostile, tmp_path / "tour", dark=True, today=TODAY)
    assert len(drawn) == 10
    for path in drawn:
        assert_no_red(QImage(str(path)), path.name)


def test_the_trap_would_be_seen(trap: Trap, qapp: QApplication) -> None:
    """The red picture is found where a label does read mark-up."""
    label = QLabel(trap.texts[0])
    label.setTextFormat(Qt.TextFormat.RichText)
    label.adjustSize()
    with pytest.raises(AssertionError):
        assert_no_red(label.grab().toImage(), "rich text")
    assert len(FREE_TEXT) > 30
