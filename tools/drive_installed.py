"""Works the installed program as a person does, under Xvfb with a window manager: `drive_installed.py PLACE PICTURES`.

PLACE is a folder for a home; as root everything runs as a user without rights. It starts the program from its menu
entry, opens files as the file manager does, goes through the tabs by keyboard, saves a page as PDF, opens a file of an
older version, and closes; PICTURES gets what was on the screen. `--data DIR` is for what a .run installed, with DIR its
share folder: started from the menu alone. Needs Debian's xvfb, openbox, xdotool, x11-utils,
imagemagick, libglib2.0-bin, xdg-utils and poppler-utils.
"""

import argparse
import gzip
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
OLDER = REPOSITORY / "tests" / "storage" / "files"
NOBODY = 65534
PATIENCE = 60.0
"""Seconds until something that should happen counts as not happening: for a slow machine, nothing waits so long."""
NO_BUS = "disabled:"
MIME = "application/x-handshake"
ENTRY = "handshake.desktop"
TABS = 9


class Wrong(Exception):
    """Something was not as it should be; the text says what."""


class Desk:
    """A user with a home, a screen and a window manager."""

    def __init__(self, home: Path, pictures: Path, data: Path | None) -> None:
        self.home, self.pictures = home, pictures
        self.shared = Path("/usr/share") if data is None else data
        self.began = time.time()
        runtime = home / "runtime"
        self.env = {
            "HOME": str(home),
            "PATH": f"{self.shared.parent / 'bin'}:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(runtime),
            "DBUS_SESSION_BUS_ADDRESS": NO_BUS,
            # Where no desktop is told of, xdg-mime asks `file`, which knows none of the kinds that programs bring.
            "XDG_CURRENT_DESKTOP": "GNOME",
            # What goes into a temporary folder is looked at apart.
            "TMPDIR": str(home / "temporary"),
        }
        self.rights = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        for folder in (home, runtime, home / "temporary", home / "Documents"):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            if self.rights:
                os.chown(folder, NOBODY, NOBODY)
        self.picture_count = 0

    def begin(self, *words: str | Path, **more: object) -> "subprocess.Popen[str]":
        """Start a program of the user's and go on."""
        return subprocess.Popen(
            [str(word) for word in words], env=self.env, cwd=self.home, text=True, **self.rights, **more
        )

    def ask(self, *words: str | Path, may_fail: bool = False) -> str:
        """Run a program of the user's and return what it says."""
        run = self.begin(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said, trouble = run.communicate(timeout=PATIENCE)
        if run.returncode and not may_fail:
            raise Wrong(f"{words[0]} ended with {run.returncode}: {trouble or said}")
        return said.strip()

    def launch(self, *words: str | Path) -> None:
        """Run what starts a program and leaves it: the program would keep what it says open."""
        run = self.begin(*words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if run.wait(PATIENCE):
            raise Wrong(f"{words[0]} ended with {run.returncode}")

    def key(self, *keys: str) -> None:
        """Press keys, one after the other, in the window that is in front."""
        self.ask("xdotool", "key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Type a text into the window that is in front."""
        self.ask("xdotool", "type", "--delay", "15", text)

    def windows(self) -> dict[str, str]:
        """Return the titles of the program's windows that are seen, by their number."""
        found = self.ask("xdotool", "search", "--onlyvisible", "--class", "handshake", may_fail=True).split()
        return {each: self.ask("xdotool", "getwindowname", each, may_fail=True) for each in found}

    def window(self, *, titled: str) -> str:
        """Wait for a window whose title begins with a text, and for its being in front; return its number."""

        def there() -> str:
            return next((each for each, title in self.windows().items() if title.startswith(titled)), "")

        number = wait_until(there, lambda: f"no window “{titled}”, only {sorted(self.windows().values())}")
        wait_until(
            lambda: self.ask("xdotool", "getactivewindow", may_fail=True) == number, lambda: f"“{titled}” in front"
        )
        return number

    def picture(self, name: str) -> bytes:
        """Keep what is on the screen once it stands still, and return it; more than an empty screen must be there."""
        seen = self.take(name)
        if len(seen) < 5_000:
            raise Wrong(f"nothing is seen in “{name}”")
        return seen

    def take(self, name: str) -> bytes:
        """Keep what is on the screen once it stands still, and return it."""
        self.picture_count += 1
        file = self.pictures / f"{self.picture_count:02} {name}.png"
        seen, same = b"", 0
        for _ in range(60):
            now = subprocess.run(
                ["import", "-window", "root", "png:-"], env=self.env | {"HOME": "/nonexistent"}, capture_output=True
            ).stdout
            same = same + 1 if now == seen else 0
            if same == 3:
                break
            seen = now
            time.sleep(0.15)
        file.write_bytes(seen)
        return seen

    def close(self, pid: int) -> None:
        """Close the window by its own key and wait until the program has ended."""
        self.key("ctrl+q")
        wait_until(lambda: not runs(pid), lambda: f"still there: {sorted(self.windows().values())}")

    def process_of(self, window: str) -> int:
        """Return the process of a window."""
        return int(self.ask("xdotool", "getwindowpid", window))

    def strange_files(self) -> list[str]:
        """Return what the user's programs wrote outside of the home since the start."""
        if not self.rights:
            return []
        words = [
            "find",
            "/tmp",
            "/var",
            "/run",
            "/dev/shm",
            "/etc",
            "/usr/local",
            "-xdev",
            "-path",
            str(self.home),
            "-prune",
            "-o",
            "-user",
            str(NOBODY),
        ]
        found = subprocess.run(
            [*words, "-newermt", f"@{self.began:.0f}", "-print"], capture_output=True, text=True, check=False
        ).stdout.splitlines()
        # The screen's own.
        return [each for each in found if not each.startswith("/tmp/.X")]


def runs(pid: int) -> bool:
    """Say whether a process is at work."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(seen: Callable[[], Any], say: Callable[[], str]) -> Any:
    """Return what `seen` finds once it finds something; raise Wrong with what `say` tells when it does not."""
    end = time.monotonic() + PATIENCE
    while not (found := seen()):
        if time.monotonic() > end:
            raise Wrong(f"waited in vain: {say()}")
        time.sleep(0.05)
    return found


@contextmanager
def screen(desk: Desk) -> Iterator[None]:
    """A screen with a window manager for as long as it is needed."""
    reading, writing = os.pipe()
    xvfb = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        env=desk.env,
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
        **desk.rights,
    )
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as told:
        number = told.readline().strip()
    if not number:
        raise Wrong("Xvfb did not start")
    desk.env["DISPLAY"] = f":{number}"
    manager = desk.begin("openbox", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: "window id" in desk.ask("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), lambda: "openbox")
        yield
    finally:
        for process in (manager, xvfb):
            process.terminate()
            process.wait(PATIENCE)


def said(what: str) -> None:
    """Tell what was seen to be so."""
    sys.stdout.write(f"ok  {what}\n")
    sys.stdout.flush()


def from_the_menu(desk: Desk) -> None:
    """The menu entry starts the program, which the task bar knows by what the entry says; it closes again."""
    entry = desk.shared / "applications" / ENTRY
    wanted = next(line for line in entry.read_text(encoding="utf-8").splitlines() if line.startswith("StartupWMClass="))
    desk.launch("gio", "launch", entry)
    # The welcome page, or the last business.
    window = desk.window(titled="")
    names = desk.ask("xprop", "-id", window, "WM_CLASS").partition("=")[2]
    if f'"{wanted.partition("=")[2]}"' not in names:
        raise Wrong(f"the window is called {names}, the menu entry says {wanted}")
    if "not found" in desk.ask("xprop", "-id", window, "-len", "64", "_NET_WM_ICON"):
        raise Wrong("the window has no icon")
    desk.picture("from the menu")
    desk.close(desk.process_of(window))
    said("started from the menu, known to the task bar, closed")


def file_of_its_kind(desk: Desk, program: Path) -> Path:
    """The desktop knows a file by its kind, and the kind by the program; returns the file."""
    file = desk.home / "Documents" / "Müllers Schilder & Söhne.handshake"
    if not file.exists():
        desk.ask(program, "sample", file)
    kind = desk.ask("xdg-mime", "query", "filetype", file)
    default = desk.ask("xdg-mime", "query", "default", MIME)
    if (kind, default) != (MIME, ENTRY):
        raise Wrong(f"the file is {kind}, and {MIME} is opened by {default}")
    said(f"{kind} is opened by {default}")
    return file


def by_double_click(desk: Desk, program: Path, file: Path) -> None:
    """A file opens in the program by its kind, is walked through by keyboard, and a page of it is printed."""
    desk.launch("gio", "open", file)
    window = desk.window(titled="Brightside")
    pid = desk.process_of(window)
    desk.picture("opened")
    seen = set[bytes]()
    for number in (*range(2, TABS + 1), 1):
        desk.key(f"ctrl+{number}")
        seen.add(desk.picture(f"tab {number}"))
    if len(seen) < TABS:
        raise Wrong(f"of {TABS} tabs only {len(seen)} look different")
    said(f"a file with blanks and umlauts opened by its kind; {len(seen)} tabs by keyboard")
    print_a_page(desk)
    # Once more: the window that is there comes to the front.
    desk.launch("xdg-open", file)
    desk.window(titled="Brightside")
    desk.close(pid)
    desk.ask(program, "verify", file)
    said("a second opening comes to the same window; closed; the file is whole")


def print_a_page(desk: Desk) -> None:
    """Print the page of the tab in front into a PDF, by keyboard."""
    # Where there is no printer, that is what the key asks.
    desk.key("ctrl+p")
    desk.window(titled="Save PDF")
    pdf = desk.home / "Documents" / "page.pdf"
    desk.key("ctrl+a")
    desk.type(str(pdf))
    desk.picture("save as PDF")
    desk.key("Return")
    wait_until(lambda: pdf.is_file() and pdf.read_bytes().rstrip().endswith(b"%%EOF"), lambda: "no PDF")
    text = desk.ask("pdftotext", pdf, "-")
    if "Brightside" not in text:
        raise Wrong(f"the PDF says: {text[:200]}")
    desk.window(titled="Brightside")
    said(f"printed: {len(text.split())} words in {pdf.stat().st_size // 1024} KiB of PDF")


def older_file(desk: Desk, program: Path) -> None:
    """A file of the version before is brought up to date on opening, and a copy is kept as it was."""
    source = max(OLDER.glob("version_*.handshake.gz"), key=lambda file: int(file.name.split("_")[1].split(".")[0]))
    file = desk.home / "Documents" / "of last year.handshake"
    file.write_bytes(gzip.decompress(source.read_bytes()))
    os.chown(file, desk.rights.get("user", -1), desk.rights.get("group", -1))
    before = version_of(file)
    with program_with(desk, program, file) as title:
        desk.picture("an older file")
    after = version_of(file)
    kept = [each for each in file.parent.rglob("*.handshake*") if each != file and version_of(each) == before]
    if after <= before or not kept:
        raise Wrong(f"version {before} became {after}, and of copies there are {kept}")
    desk.ask(program, "verify", file)
    said(f"“{title}” of version {before} is of version {after}, and kept as it was in “{kept[0].name}”")


@contextmanager
def program_with(desk: Desk, program: Path, file: Path) -> Iterator[str]:
    """The program with a file as its one word, ended by its own key with exit code 0; gives the title."""
    run = desk.begin(program, file, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    window = desk.window(titled="")
    yield desk.windows()[window]
    desk.close(run.pid)
    if run.wait(PATIENCE):
        raise Wrong(f"the program ended with {run.returncode}")


def version_of(file: Path) -> int:
    """Return the version of a business file; 0 for a file that is none."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as connection:
        try:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
        except sqlite3.Error:
            return 0


def main() -> int:
    """Do it all; 0 when everything was as it should be."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("place", type=Path)
    words.add_argument("pictures", type=Path)
    words.add_argument("--data", type=Path, help="the share folder of a .run")
    given = words.parse_args()
    given.pictures.mkdir(parents=True, exist_ok=True)
    for picture in given.pictures.glob("*.png"):
        picture.unlink()
    desk = Desk(given.place.resolve(), given.pictures, given.data)
    program = desk.shared.parent / "bin" / "handshake"
    try:
        with screen(desk):
            try:
                from_the_menu(desk)
                file = file_of_its_kind(desk, program)
                if given.data is None:
                    by_double_click(desk, program, file)
                    older_file(desk, program)
            except Wrong:
                desk.take("what went wrong")
                raise
        own = desk.home / ".cache" / "Handshake" / "matplotlib"
        if given.data is None and [each.parent for each in desk.home.rglob("fontlist-*")] != [own]:
            raise Wrong(f"the list of fonts is not kept in {own}")
        left = [str(each) for each in (desk.home / "temporary").iterdir()] + desk.strange_files()
        if left:
            raise Wrong(f"written outside of the home: {left}")
        said("nothing was written outside of the home")
    except Wrong as wrong:
        sys.stderr.write(f"Not as it should be: {wrong}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
