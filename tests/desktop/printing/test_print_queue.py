"""Printing on a real queue: CUPS with its PDF printer, in a server of the test's own, read back as it came out.

It needs Debian's packages cups and printer-driver-cups-pdf, and root, under whom that printer's backend runs.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

CUPSD = shutil.which("cupsd") or "/usr/sbin/cupsd"
DRIVER = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
TAKES, QUEUE = 20.0, "Front-desk"

READY = Path(CUPSD).exists() and DRIVER.exists() and hasattr(os, "geteuid") and os.geteuid() == 0
pytestmark = pytest.mark.skipif(not READY, reason="needs root and Debian's cups and printer-driver-cups-pdf")

PROGRAM = """
import sys
from datetime import date
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QWidget

application = QApplication([])

from desktop.actions.business import create_sample
from desktop.actions.desk import read_desk
from desktop.actions.meeting import work_out_agenda
from desktop.printing.agenda_page import agenda_page
from desktop.printing.page import A4, LETTER
from desktop.printing.paper import save_pdf
from desktop.printing.printer import print_page
from desktop.printing.printer_settings import remember_paper, remembered_printer
from storage.trouble import Trouble

folder, title, paper = sys.argv[1:]
today = date(2026, 11, 27)
with create_sample(path=Path(folder) / f"{title}.handshake", today=today) as book:
    desk = read_desk(book, today)
    page = agenda_page(work_out_agenda(book, desk), desk.business)
page = page._replace(title=title)
save_pdf(page, Path(folder) / f"{title}.pdf", LETTER if paper == "Letter" else A4)
remember_paper(LETTER if paper == "Letter" else A4)
QPrintDialog.exec = lambda dialog: QDialog.DialogCode.Accepted
told = []
try:
    print_page(QWidget(), page, told.append)
    print("printed on", remembered_printer(), *told)
except Trouble as trouble:
    print("trouble:", trouble.say)
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a program whose only printer is a PDF printer of CUPS."""
    # A socket has a short name.
    folder = Path(f"/tmp/handshake-cups-{token_hex(4)}")
    for name in ("state", "cache", "spool/tmp", "ppd"):
        (folder / name).mkdir(parents=True)
    everybody = "Order allow,deny\n  Allow all"
    (folder / "cupsd.conf").write_text(
        f"Listen {folder}/cups.sock\nBrowsing No\nWebInterface No\nDefaultAuthType None\n"
        f"<Location />\n  {everybody}\n</Location>\n<Location /admin>\n  {everybody}\n</Location>\n"
        f"<Policy default>\n<Limit All>\n  {everybody}\n</Limit>\n</Policy>\n"
    )
    (folder / "cups-files.conf").write_text(
        f"ServerRoot {folder}\nStateDir {folder}/state\nCacheDir {folder}/cache\nRequestRoot {folder}/spool\n"
        f"TempDir {folder}/spool/tmp\nErrorLog {folder}/error_log\nAccessLog {folder}/access_log\n"
        f"PageLog {folder}/page_log\nSystemGroup root\nSandboxing relaxed\n"
    )
    environment = {**os.environ, "CUPS_SERVER": f"{folder}/cups.sock"}
    command = [CUPSD, "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: (folder / "cups.sock").exists())
        subprocess.run(
            ["lpadmin", "-p", QUEUE, "-E", "-v", "cups-pdf:/", "-P", str(DRIVER)],
            env=environment,
            check=True,
            capture_output=True,
        )
        yield environment
    finally:
        process.terminate()
        process.wait(TAKES)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def printed(server: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., tuple[str, Path]]]:
    """Print the agenda by the program's own road; return what it said, and the folder where the printer lays it."""
    titles: list[str] = []
    import pwd

    # The backend asks the system for the home of whoever prints, not the environment.
    tray = Path(pwd.getpwuid(os.geteuid()).pw_dir) / "PDF"
    was_there = tray.exists()

    def run(title: str, paper: str = "A4", **more: str) -> tuple[str, Path]:
        titles.append(title)
        words = [sys.executable, "-c", PROGRAM, str(tmp_path), title, paper]
        said = subprocess.run(words, env={**server, **more}, capture_output=True, text=True, timeout=60)
        assert said.returncode == 0, said.stderr
        return said.stdout.strip(), tray

    yield run
    for title in titles:
        for file in tray.glob(f"*{title}*"):
            file.unlink()
    if not was_there and tray.exists() and not any(tray.iterdir()):
        tray.rmdir()


def wait_until(there: Callable[[], object]) -> None:
    """Wait for another program to have done its part."""
    end = time.monotonic() + TAKES
    while not there():
        assert time.monotonic() < end, "nothing came within the time"
        time.sleep(0.05)


def whole(file: Path) -> bool:
    """Whether a PDF has been written to its end."""
    return b"%%EOF" in file.read_bytes()[-64:]


def ink(file: Path) -> list[int]:
    """How dark the first sheet of a PDF is in fields of 2.5 mm, row by row."""
    data = subprocess.run(["pdftoppm", "-r", "100", "-png", file], capture_output=True, check=True).stdout
    image = QImage.fromData(data).scaledToWidth(85, Qt.TransformationMode.SmoothTransformation)
    return [255 - image.pixelColor(x, y).lightness() for y in range(image.height()) for x in range(image.width())]


@pytest.mark.parametrize(("paper", "size"), [("A4", "595 x 842"), ("Letter", "612 x 792")])
def test_the_agenda_comes_out_of_a_real_printer(
    paper: str, size: str, printed: Callable[..., tuple[str, Path]], tmp_path: Path
) -> None:
    title = f"agenda{token_hex(6)}"
    said, tray = printed(title, paper)
    assert said == f"printed on {QUEUE}"
    wait_until(lambda: any(whole(file) for file in tray.glob(f"*{title}*")))
    (file,) = tray.glob(f"*{title}*")
    told = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages: +1\n", told) and re.search(rf"Page size: +{size}", told)
    # The driver goes by way of PostScript, which keeps the letters' shapes but not their names: compared by eye.
    expected, found = ink(tmp_path / f"{title}.pdf"), ink(file)
    assert len(expected) == len(found) and sum(expected) > 10_000
    assert sum(abs(one - other) for one, other in zip(expected, found, strict=True)) < sum(expected) / 5
    images = subprocess.run(["pdfimages", "-list", file], capture_output=True, text=True, check=True).stdout
    assert len(images.splitlines()) == 2


def test_a_queue_that_takes_nothing_is_told(printed: Callable[..., tuple[str, Path]], server: dict[str, str]) -> None:
    subprocess.run(["cupsreject", QUEUE], env=server, check=True)
    try:
        said, tray = printed("refused")
    finally:
        subprocess.run(["cupsaccept", QUEUE], env=server, check=True)
    assert said.startswith(f"trouble: “{QUEUE}” did not take the page.") and "not accepting" in said
    assert not list(tray.glob("*refused*"))


def test_a_queue_that_is_stopped_keeps_the_page_and_says_so(
    printed: Callable[..., tuple[str, Path]], server: dict[str, str]
) -> None:
    subprocess.run(["cupsdisable", QUEUE], env=server, check=True)
    try:
        said, tray = printed("waiting")
        assert said == f"printed on {QUEUE} “{QUEUE}” is stopped. The pages wait there until it goes on."
    finally:
        subprocess.run(["cancel", "-a", QUEUE], env=server, check=True)
        subprocess.run(["cupsenable", QUEUE], env=server, check=True)
    assert not list(tray.glob("*waiting*"))
