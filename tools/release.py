"""What people install on Windows and macOS, by hand as in the release workflow, on the system itself.

release.py build    makes the program, and of it the set-up (Windows) or the disk (macOS) in dist/
release.py try      installs that, lets the installed program prove itself, and takes it away again
release.py sums     writes dist/SHA256SUMS over all that is there

Signing: docs/releasing.md names the variables. On Linux it is `make installer`.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from desktop.version import VERSION  # noqa: E402

DIST, BUILD = ROOT / "dist", ROOT / "build"
SETUP = DIST / f"handshake-{VERSION}-windows-x64-setup.exe"
UNINSTALL_KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Handshake"
LONGEST_WAIT = 90
WINDOW_SECONDS = 20


def say(words: str) -> None:
    """Say what is being done."""
    sys.stdout.write(words.rstrip("\n") + "\n")
    sys.stdout.flush()


def run(words: Sequence[str | Path], *, environment: Mapping[str, str] | None = None) -> str:
    """Run a program to its end and return what it says. Raises SystemExit when it fails."""
    done = subprocess.run(
        [str(word) for word in words],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.stdout:
        say(done.stdout)
    if done.returncode != 0:
        raise SystemExit(f"{words[0]} ended with {done.returncode}.")
    return done.stdout


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Wait for something. Raises SystemExit when it does not come."""
    until = monotonic() + LONGEST_WAIT
    while not is_so():
        if monotonic() > until:
            raise SystemExit(f"It was waited in vain until {what}.")
        sleep(0.5)


def expect(is_so: bool, what: str) -> None:
    """Raise SystemExit when something is not so."""
    if not is_so:
        raise SystemExit(f"That is not right: {what}.")


def make_program(folder: Path) -> None:
    """Build the program into `folder`."""
    say("Building the program")
    shutil.rmtree(folder, ignore_errors=True)
    where = ("--distpath", folder, "--workpath", BUILD / "pyinstaller")
    run([sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *where, ROOT / "build.spec"])


# Windows


def sign_for_windows(file: Path) -> None:
    """Sign one file by the command that is set, else say that it is not."""
    command = os.environ.get("HANDSHAKE_SIGN_COMMAND", "")
    if not command:
        say(f"Not signed: HANDSHAKE_SIGN_COMMAND is not set ({file.name}).")
        return
    # As makensis does with the same words.
    subprocess.run(f'{command} "{file}"', shell=True, check=True)


def find_makensis() -> str:
    """Return where NSIS is; its set-up puts it on no path."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "C:/Program Files (x86)")) / "NSIS" / "makensis.exe"
    return shutil.which("makensis") or str(usual)


def build_windows() -> Path:
    """Make the set-up for Windows."""
    folder = BUILD / "windows"
    make_program(folder)
    shutil.copy(BUILD / "icons" / "handshake.ico", folder)
    shutil.copy(ROOT / "LICENSE", folder)
    for name in ("handshake.exe", "handshake-cli.exe"):
        sign_for_windows(folder / "handshake" / name)
    DIST.mkdir(exist_ok=True)
    say(f"Building {SETUP.name}")
    facts = {"VERSION": VERSION, "FOLDER": folder, "OUT": SETUP}
    if os.environ.get("HANDSHAKE_SIGN_COMMAND"):
        facts["SIGN"] = os.environ["HANDSHAKE_SIGN_COMMAND"]
    defined = [f"-D{name}={value}" for name, value in facts.items()]
    run([find_makensis(), "-V2", "-WX", *defined, ROOT / "packaging" / "windows" / "handshake.nsi"])
    return SETUP


def shown_version() -> str | None:
    """Return the version that Windows shows among its apps; None when the program is not among them."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, UNINSTALL_KEY) as key:
                return str(winreg.QueryValueEx(key, "DisplayVersion")[0])
        except FileNotFoundError:
            return None
    else:
        raise SystemExit("Only Windows can be asked for its apps.")


def try_windows(work: Path) -> None:
    """Install without a question, prove both programs, install again over an open window, and take it away."""
    say(f"Trying {SETUP.name}")
    run([SETUP, "/S"])
    there = Path(os.environ["LOCALAPPDATA"]) / "Programs" / "Handshake"
    program, answers = there / "handshake.exe", there / "handshake-cli.exe"
    expect(shown_version() == VERSION, "the version among the apps")
    expect(VERSION in run([answers, "--version"]), "the version that is told")
    business = prove(answers, work / "by command")
    prove(program, work / "by window", {"QT_QPA_PLATFORM": "offscreen"})

    say("Installing over an open window")
    opened = subprocess.Popen([program, business])
    sleep(WINDOW_SECONDS)
    expect(opened.poll() is None, "a window stays open")
    run([SETUP, "/S"])
    wait_until(lambda: opened.poll() is not None, "the window has closed")

    say("Taking it away")
    run([there / "uninstall.exe", "/S"])
    # It goes on as a copy of itself, which can remove the first one.
    wait_until(lambda: not there.exists(), f"{there} is gone")
    expect(shown_version() is None, "nothing is left among the apps")
    expect(business.is_file(), "the business is still there")


# macOS


def disk() -> Path:
    """Return the disk for the processor of this Mac."""
    return DIST / f"handshake-{VERSION}-macos-{platform.machine()}.dmg"


def build_macos() -> Path:
    """Make the disk for macOS."""
    folder = BUILD / "macos"
    make_program(folder)
    say(f"Building {disk().name}")
    run(["sh", ROOT / "packaging" / "macos" / "make_dmg.sh", folder / "Handshake.app", disk()])
    return disk()


def try_macos(work: Path) -> None:
    """Copy the program from the disk as people do, prove it, and throw it away."""
    say(f"Trying {disk().name}")
    mounted, app = work / "disk", work / "Applications" / "Handshake.app"
    run(["hdiutil", "attach", disk(), "-nobrowse", "-readonly", "-mountpoint", mounted])
    try:
        expect((mounted / "Applications").is_symlink(), "a link to the applications")
        run(["ditto", mounted / "Handshake.app", app])
    finally:
        run(["hdiutil", "detach", mounted])
    run(["codesign", "--verify", "--deep", "--strict", app])
    program = app / "Contents" / "MacOS" / "handshake"
    expect(VERSION in run([program, "--version"]), "the version that is told")
    business = prove(program, work / "try")
    shutil.rmtree(app)
    expect(business.is_file(), "the business is still there")


# Either


def prove(program: Path, folder: Path, environment: Mapping[str, str] | None = None) -> Path:
    """Let an installed program prove itself. Returns the business that it made."""
    run([program, "--self-test", folder], environment=environment)
    business = folder / "business.handshake"
    expect(business.is_file(), "the business of the self-test")
    return business


def write_sums() -> Path:
    """Write the checksum of everything that people download."""
    files = sorted(file for file in DIST.iterdir() if file.is_file() and file.name.startswith("handshake"))
    expect(bool(files), "something to download")
    lines = []
    for file in files:
        with file.open("rb") as opened:
            lines.append(f"{hashlib.file_digest(opened, 'sha256').hexdigest()}  {file.name}\n")
    sums = DIST / "SHA256SUMS"
    sums.write_text("".join(lines), encoding="ascii", newline="\n")
    return sums


BUILDS: dict[str, Callable[[], Path]] = {"win32": build_windows, "darwin": build_macos}
TRIES: dict[str, Callable[[Path], None]] = {"win32": try_windows, "darwin": try_macos}


def main(words: Sequence[str]) -> None:
    """Do what the words say. Raises SystemExit with a sentence when it can't be done."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    match words:
        case ["sums"]:
            say(f"Written: {write_sums()}")
        case ["build" | "try"] if sys.platform not in TRIES:
            raise SystemExit("This is for Windows and macOS. On Linux it is: make installer")
        case ["build"]:
            say(f"Built: {BUILDS[sys.platform]()}")
        case ["try"]:
            with tempfile.TemporaryDirectory(prefix="Handshake Prüfung ", ignore_cleanup_errors=True) as folder:
                TRIES[sys.platform](Path(folder))
            say("Installed, proved and removed.")
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
