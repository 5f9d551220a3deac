"""Nothing heavy is imported before the first frame of the window, with real deals in it."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from desktop.actions.business import create_sample

HEAVY = (
    "sqlalchemy",
    "sqlmodel",
    "pydantic",
    "alembic",
    "matplotlib",
    "numpy",
    "openpyxl",
    "jinja2",
    "icalendar",
    "holidays",
)

LOOK = """
import json, sys
from desktop import start
application = start.make_application()
from desktop.window import Window
from tests.bench.probe import Painted
window = Window(remembers=False)
window.show()
assert window.open_file(__import__("pathlib").Path(sys.argv[1]))
view = window.room.list.deal_view
def tell():
    print(json.dumps({"rows": view.deals.rowCount(), "modules": sorted(sys.modules)}))
    window.close()
painted = Painted(window, view.viewport(), tell)
application.exec()
"""


def test_the_first_frame_has_real_deals_and_nothing_heavy(tmp_path: Path) -> None:
    file = tmp_path / "Brightside.handshake"
    create_sample(path=file, today=date(2026, 11, 23)).close()
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(file)], capture_output=True, text=True, timeout=60, check=False, cwd=root
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["rows"] == 8
    loaded = [name for name in HEAVY if name in found["modules"]]
    assert loaded == [], f"imported before the first frame: {loaded}"
