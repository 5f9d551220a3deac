"""What is made for Windows and macOS: the steps, the signing where it is wanted, the set-up, the disk, the workflows.

Nothing of Windows and macOS is here: what only they can do is done by programs that write down how they were called.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
WINDOWS = REPOSITORY / "packaging" / "windows" / "handshake.nsi"
WORKFLOWS = REPOSITORY / ".github" / "workflows"
SECRET_OF_APPLE = {f"HANDSHAKE_NOTARY_{name}": name.lower() for name in ("APPLE_ID", "TEAM", "PASSWORD")}


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", REPOSITORY / "tools" / "release.py")
    assert spec is not None and spec.loader is not None
    monkeypatch.setattr(sys, "path", [*sys.path])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "DIST", tmp_path / "dist")
    monkeypatch.setattr(module, "BUILD", tmp_path / "build")
    for name in ("HANDSHAKE_SIGN_COMMAND", "HANDSHAKE_SIGN_IDENTITY", *SECRET_OF_APPLE):
        monkeypatch.delenv(name, raising=False)
    return module


@pytest.fixture
def ran(release: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What was run; PyInstaller leaves behind what it would."""
    calls: list[list[str]] = []

    def run(words: list[str | Path], **_more: object) -> str:
        calls.append([str(word) for word in words])
        if "PyInstaller" in words:
            program = Path(words[words.index("--distpath") + 1]) / "handshake"
            icons = release.BUILD / "icons"
            for folder in (program, icons):
                folder.mkdir(parents=True)
            for file in (program / "handshake.exe", program / "handshake-cli.exe", icons / "handshake.ico"):
                file.touch()
        return ""

    monkeypatch.setattr(release, "run", run)
    return calls


def test_the_set_up_for_windows_is_made_unsigned_and_says_so(
    release: ModuleType, ran: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    release.build_windows()
    _, makensis = ran
    assert "-WX" in makensis and makensis[-1] == str(WINDOWS)
    assert f"-DVERSION={release.VERSION}" in makensis
    assert not [word for word in makensis if word.startswith("-DSIGN")]
    assert (release.BUILD / "windows" / "LICENSE").is_file()
    assert capsys.readouterr().out.count("Not signed: HANDSHAKE_SIGN_COMMAND is not set") == 2


@pytest.mark.skipif(os.name != "posix", reason="the command is one of a shell here")
def test_with_a_command_both_programs_and_the_set_up_are_signed(
    release: ModuleType, ran: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = tmp_path / "signed"
    monkeypatch.setenv("HANDSHAKE_SIGN_COMMAND", f"printf '%s\\n' >>'{signed}'")
    release.build_windows()
    assert [Path(line).name for line in signed.read_text().splitlines()] == ["handshake.exe", "handshake-cli.exe"]
    assert [word for word in ran[1] if word.startswith("-DSIGN=printf")]


def test_a_step_that_fails_ends_it(release: ModuleType) -> None:
    with pytest.raises(SystemExit, match="ended with 3"):
        release.run([sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(SystemExit, match="not right: so"):
        release.expect(False, "so")


def test_the_sums_are_those_of_what_people_download(release: ModuleType) -> None:
    release.DIST.mkdir()
    with pytest.raises(SystemExit, match="something to download"):
        release.write_sums()
    for name in ("handshake-1.dmg", "handshake-1-setup.exe", "other.txt"):
        (release.DIST / name).write_text(name)
    release.write_sums()
    assert (release.DIST / "SHA256SUMS").read_text().splitlines() == [
        f"{hashlib.sha256(name.encode()).hexdigest()}  {name}" for name in ("handshake-1-setup.exe", "handshake-1.dmg")
    ]


def test_on_linux_it_names_the_other_way(release: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "TRIES", {})
    with pytest.raises(SystemExit, match="make installer"):
        release.main(["build"])
    with pytest.raises(SystemExit, match=r"release\.py sums"):
        release.main(["something"])


@pytest.mark.skipif(shutil.which("makensis") is None, reason="the set-up for Windows is made by NSIS")
def test_the_script_for_windows_compiles_without_a_warning(tmp_path: Path) -> None:
    (tmp_path / "handshake").mkdir()
    (tmp_path / "handshake" / "handshake.exe").touch()
    subprocess.run(
        [sys.executable, str(REPOSITORY / "tools" / "draw_icons.py"), "--ico", str(tmp_path / "handshake.ico")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
    )
    shutil.copy(REPOSITORY / "LICENSE", tmp_path)
    facts = {"VERSION": "1.2.3", "FOLDER": tmp_path, "OUT": tmp_path / "handshake-setup.exe", "SIGN": "echo signed"}
    defined = [f"-D{name}={value}" for name, value in facts.items()]
    done = subprocess.run(
        ["makensis", "-V2", "-WX", *defined, str(WINDOWS)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("signed ") == 2, "the uninstaller and the set-up"
    made = (tmp_path / "handshake-setup.exe").read_bytes()
    assert made.startswith(b"MZ") and "1.2.3".encode("utf-16-le") in made


def test_what_the_installer_writes_the_uninstaller_takes_away() -> None:
    text = WINDOWS.read_text(encoding="utf-8")
    install, uninstall = text.split('Section "Uninstall"')
    keys = {re.sub(r'".*', "", key) for key in re.findall(r'WriteReg\w+ HKCU "([^"]+)', install)}
    gone = set(re.findall(r'DeleteRegKey (?:/ifempty )?HKCU "([^"]+)', uninstall))
    assert [key for key in keys if not any(key == one or key.startswith(one + "\\") for one in gone)] == []
    links = set(re.findall(r'CreateShortcut "([^"]+)', install))
    assert links == set(re.findall(r'Delete "([^"]+\.lnk)', uninstall)) and len(links) == 2
    assert '"$INSTDIR\\${EXE}" "%1"' in install, "a name with blanks is one word"
    assert "RMDir /r" in uninstall and 'RMDir /r "$INSTDIR"' not in uninstall, "what people put there stays"


@pytest.fixture
def mac(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The programs of macOS as ones that write down how they were called, and a program to pack."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("plutil", "codesign", "ditto", "hdiutil", "xcrun", "spctl"):
        script = programs / name
        script.write_text(f'#!/bin/sh\nprintf "%s\\n" "{name} $*" >>"{tmp_path}/calls"\n')
        script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    for name in ("HANDSHAKE_SIGN_IDENTITY", *SECRET_OF_APPLE):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "Handshake.app" / "Contents" / "MacOS").mkdir(parents=True)
    return tmp_path


def make_disk(mac: Path, **variables: str) -> tuple[str, list[str]]:
    script = REPOSITORY / "packaging" / "macos" / "make_dmg.sh"
    words = ["sh", str(script), str(mac / "Handshake.app"), str(mac / "out" / "Handshake.dmg")]
    done = subprocess.run(words, env={**os.environ, **variables}, capture_output=True, text=True, check=True)
    return done.stdout, [line.partition(" /")[0] for line in (mac / "calls").read_text().splitlines()]


needs_shell = pytest.mark.skipif(os.name != "posix", reason="the script is one for a shell")


@needs_shell
def test_the_disk_is_made_without_an_identity_and_says_so(mac: Path) -> None:
    said, calls = make_disk(mac)
    assert "Not signed: HANDSHAKE_SIGN_IDENTITY is not set." in said
    assert [call.split()[0] for call in calls] == ["plutil", "codesign", "ditto", "hdiutil"]


@needs_shell
def test_the_disk_is_signed_and_notarised_as_far_as_the_variables_say(mac: Path) -> None:
    said, calls = make_disk(mac, HANDSHAKE_SIGN_IDENTITY="Developer ID", HANDSHAKE_NOTARY_TEAM="T")
    assert "Signed and not notarised" in said
    assert any(call.startswith("codesign --sign Developer ID --timestamp") for call in calls)
    assert not any(call.startswith("xcrun") for call in calls)
    said, calls = make_disk(mac, HANDSHAKE_SIGN_IDENTITY="Developer ID", **SECRET_OF_APPLE)
    assert said.splitlines()[-1] == "Signed and notarised."
    assert [call.split()[:2] for call in calls[-3:]] == [
        ["xcrun", "notarytool"],
        ["xcrun", "stapler"],
        ["spctl", "--assess"],
    ]


@needs_shell
def test_nothing_is_made_of_nothing(mac: Path) -> None:
    shutil.rmtree(mac / "Handshake.app")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        make_disk(mac)
    assert "There is no program" in failed.value.stdout


@pytest.mark.parametrize("name", ["release.yml", "test.yml"])
def test_a_workflow_takes_what_it_names_and_no_more_rights_than_it_needs(name: str) -> None:
    text = (WORKFLOWS / name).read_text(encoding="utf-8")
    uses = re.findall(r"uses: (\S+)", text)
    assert uses and [one for one in uses if not re.fullmatch(r"actions/[\w-]+@v\d+\.\d+\.\d+", one)] == []
    assert re.search(r"^permissions:\n  contents: read$", text, re.MULTILINE)
    for script in re.findall(r"(?:python|sh) ((?:tools|packaging)/[\w./]+)", text):
        assert (REPOSITORY / script).is_file(), script
    for lock in re.findall(r"--requirement (\S+)", text):
        assert (REPOSITORY / lock).is_file(), lock
    assert "--require-hashes" in text


def test_the_secrets_that_are_asked_for_are_those_that_are_explained() -> None:
    asked = set(re.findall(r"secrets\.(\w+)", (WORKFLOWS / "release.yml").read_text(encoding="utf-8")))
    explained = (REPOSITORY / "docs" / "releasing.md").read_text(encoding="utf-8")
    assert asked and [name for name in asked if f"`{name}`" not in explained] == []
    scripts = [REPOSITORY / "tools" / "release.py", REPOSITORY / "packaging" / "macos" / "make_dmg.sh"]
    variables = {name for script in scripts for name in re.findall(r"HANDSHAKE_[A-Z_]+[A-Z]", script.read_text())}
    assert [name for name in variables if f"`{name}`" not in explained] == []
