"""Hours of use, speeded up: rooms, edits, undo, pages and the clock; memory and handles stay where they were."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOURS = float(os.environ.get("HANDSHAKE_HOURS", "0.2"))
ROUNDS_AN_HOUR = 60
"""Once a minute somebody changes something, looks at every room and opens a dialog; each tenth time a page is made."""

GROWTH_MIB = 24.0
"""What a heap may still gain after it has warmed up; a loss of one room or dialog a round would be far more."""

GROWTH_HANDLES = 3

USE = """
import gc, json, os, sys
from datetime import date
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
file, rounds = Path(sys.argv[1]), int(sys.argv[2])
from desktop.actions.business import create_sample
from desktop.start import make_application

TODAY = date(2026, 11, 23)
create_sample(path=file, today=TODAY).close()
application = make_application()
from PySide6.QtCore import QCoreApplication, QEvent
from desktop.actions.desk import read_desk
from desktop.actions.intake import edit_deal
from desktop.actions.meeting import work_out_agenda
from desktop.printing.agenda_page import agenda_page
from desktop.printing.paper import save_pdf
from desktop.care import Care
from desktop.dialogs.history import History
from desktop.rooms.deal_form import DealForm
from desktop.window import Window

window = Window(today=TODAY, remembers=False)
window.resize(1280, 800)
window.show()
care = Care(window)
care.begin()
assert window.open_file(file)


def settle():
    for _ in range(4):
        application.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def measure():
    gc.collect()
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    return resident, len(os.listdir("/proc/self/fd"))


def one_minute(number):
    session = window.session
    with session.book.change(f"Note {number}", who=session.author) as change:
        key = session.book.row("SELECT id FROM deal ORDER BY ref LIMIT 1 OFFSET ?", (number % 20,))[0]
        change.update("deal", key, {"note": f"minute {number}"})
    for room in window.rooms:
        window.show_room(room)
        window.finish_background_work()
        settle()
    window.undo()
    window._catch_up()
    window._let_the_clock_speak()
    care.words.keep()
    intake = window.rooms["intake"]
    for dialog in (DealForm(session, None, intake), History(session.book, parent=window)):
        dialog.open()
        settle()
        dialog.close()
        dialog.deleteLater()
    settle()
    if number % 10 == 0:
        agenda = work_out_agenda(session.book, session.desk)
        save_pdf(agenda_page(agenda, session.business), file.with_suffix(".pdf"))
        window.close_file()
        settle()
        assert window.open_file(file)
    settle()


warm = max(4, min(30, rounds // 4))
for number in range(warm):
    one_minute(number)
first = measure()
middle = first
for number in range(warm, rounds):
    one_minute(number)
    if number == (warm + rounds) // 2:
        middle = measure()
last = measure()
rows = window.session.book.row("SELECT count(*) FROM change")[0]
window.close()
care.end()
print(json.dumps({"first": first, "middle": middle, "last": last, "changes": rows}))
"""


def test_hours_of_use_need_no_more_memory_and_no_more_handles(tmp_path: Path) -> None:
    rounds = max(12, round(HOURS * ROUNDS_AN_HOUR))
    done = subprocess.run(
        [sys.executable, "-c", USE, str(tmp_path / "a.handshake"), str(rounds)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["changes"] >= 2 * rounds
    (before, handles), (middle, _), (after, handles_after) = found["first"], found["middle"], found["last"]
    assert handles_after - handles <= GROWTH_HANDLES, found
    # The second half is what would show a leak: the first still fills caches.
    assert after - middle < GROWTH_MIB / 2 and after - before < GROWTH_MIB, found
