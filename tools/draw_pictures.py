"""Draws docs/pictures for the README (`make pictures`): the sample business on a fixed morning, its tabs and agenda.

The same twice: clock and zone stand still, and nothing of this machine is in them.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "Europe/London"
time.tzset()

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

MORNING = datetime(2026, 11, 23, 10, 5, tzinfo=ZoneInfo("Europe/London"))
FOLDER = REPOSITORY / "docs" / "pictures"
COLOURS = 128
DARK = ("today",)
"""The tabs that are shown in the dark as well."""

AGENDA_WIDTH = 900


def main() -> None:
    """Draw all of it anew."""
    import time_machine

    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    # Deals of one day stand in the order of their keys, which come from here.
    os.urandom = random.Random(7).randbytes
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(MORNING, tick=False):
        draw(Path(folder))
    total = 0
    for picture in sorted(FOLDER.glob("*.png")):
        total += picture.stat().st_size
        sys.stdout.write(f"{picture.relative_to(REPOSITORY)}  {picture.stat().st_size // 1000} kB\n")
    sys.stdout.write(f"{total // 1000} kB in all\n")


def draw(work: Path) -> None:
    """Make the sample business in `work` and draw it."""
    from desktop.actions.business import create_sample
    from desktop.commands import run

    file = work / "Brightside Signs.handshake"
    create_sample(path=file, today=MORNING.date()).close()
    on = ("--on", MORNING.date().isoformat())
    for name, words in (("light", ()), ("dark", ("--dark",))):
        drawn = work / name
        if run(["tour", str(file), str(drawn), *words, *on]) != 0:
            raise SystemExit("the tour could not be drawn")
        for picture in sorted(drawn.glob("*.png")):
            if name == "light" and picture.stem != "welcome":
                shrink(picture, FOLDER / picture.name)
            elif name == "dark" and picture.stem in DARK:
                shrink(picture, FOLDER / f"{picture.stem}-dark.png")
    page = work / "agenda.pdf"
    if run(["agenda", str(file), "--pdf", str(page), "--paper", "A4", *on]) != 0:
        raise SystemExit("the agenda could not be printed")
    width = ("-scale-to-x", str(AGENDA_WIDTH), "-scale-to-y", "-1")
    subprocess.run(["pdftoppm", "-png", "-singlefile", *width, page, work / "agenda"], check=True)
    shrink(work / "agenda.png", FOLDER / "agenda-on-paper.png")


def shrink(source: Path, target: Path) -> None:
    """Write a picture with a palette of few colours: a third of the size, and no difference to the eye."""
    from PIL import Image

    with Image.open(source) as picture:
        few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(target, optimize=True)


if __name__ == "__main__":
    main()
