"""What `make run` does: the window on the sample business; without a screen, its pictures and this week's agenda."""

import sys
from pathlib import Path

from desktop.clock import local_today
from desktop.start import has_display, open_window
from resources.words import tr
from storage.trouble import Trouble

BUILD = Path("build")


def main() -> int:
    """Open the sample business, or draw it; returns the exit code."""
    try:
        sample = sample_file()
        if has_display():
            return open_window(str(sample))
        print(tr("There is no screen here, so every tab is drawn as a picture instead:"))
        for path in draw(sample):
            print(path)
    except Trouble as trouble:
        print(trouble.say, file=sys.stderr)
        return 2
    return 0


def sample_file() -> Path:
    """Return the sample business of today; yesterday's is kept as it was left."""
    folder = BUILD / "sample"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"Brightside Signs {local_today().isoformat()}.handshake"
    if not path.exists():
        from desktop.actions.business import create_sample

        create_sample(path=path, today=local_today()).close()
    return path


def draw(sample: Path) -> list[Path]:
    """Draw every tab and the agenda of this week into `build/tour/`; returns the paths."""
    from desktop.actions.desk import read_desk
    from desktop.actions.meeting import work_out_agenda
    from desktop.tour import draw_tour
    from storage.opening import open_book

    folder = BUILD / "tour"
    drawn = draw_tour(sample, folder)
    with open_book(sample) as book:
        desk = read_desk(book, local_today())
        agenda = work_out_agenda(book, desk)
    from desktop.printing.agenda_page import agenda_page
    from desktop.printing.paper import save_pdf

    page = folder / "agenda.pdf"
    save_pdf(agenda_page(agenda, desk.business), page)
    return [*drawn, page]


if __name__ == "__main__":
    sys.exit(main())
