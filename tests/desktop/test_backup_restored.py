"""In the users' words: a backup comes by itself, somebody spoils the business, and it is brought back from the list."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.backup_watch import BackupWatch
from desktop.dialogs.backup_place import BackupPlaceChoice
from desktop.dialogs.file_check import FileCheck
from desktop.dialogs.restore_backup import RestoreBackup
from desktop.settings import BackupPlace
from desktop.window import Window
from storage.backup import backup_folder
from storage.verify import verify

BOUND = 20_000


@pytest.fixture
def window(open_window: Callable[..., Window], sample: Path) -> Window:
    """The sample in a window."""
    return open_window(sample, "")


@pytest.fixture
def watch(window: Window) -> BackupWatch:
    """What makes the backups of that window."""
    return BackupWatch(window)


def backed_up(qtbot: QtBot, watch: BackupWatch) -> list[Path]:
    """Let the time come for a backup; return all that are there then."""
    with qtbot.waitSignal(watch.told, timeout=BOUND):
        watch.back_up()
    assert watch.standing is not None
    path = watch.parent().session.book.path  # type: ignore[attr-defined, union-attr]
    return sorted(backup_folder(path).glob("*.handshake"))


def add_client(window: Window, name: str) -> None:
    """Change something."""
    assert window.session is not None
    with window.session.book.change(f"Add {name}") as change:
        change.add("client", {"name": name})


def clients(path: Path) -> set[str]:
    """The names of the clients in a closed or open file."""
    from storage.opening import open_book

    with open_book(path) as book:
        return {name for (name,) in book.rows("SELECT name FROM client")}


def shown(qtbot: QtBot, window: Window) -> RestoreBackup:
    """Open the list from the menu and wait until every backup in it was read and checked."""
    window.menus.restore_backup()
    dialog = window.menus.work._backups
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.shown) and dialog.chosen is not None, timeout=BOUND)
    qtbot.waitUntil(lambda: all(backup.path in dialog._wrong for backup in dialog.shown), timeout=BOUND)
    return dialog


def test_a_backup_by_hand_stands_in_the_status_bar(qtbot: QtBot, window: Window, watch: BackupWatch) -> None:
    backed_up(qtbot, watch)
    assert watch.standing is not None
    before = watch.standing.kept.newest_at
    add_client(window, "Somebody new")
    with qtbot.waitSignal(watch.told, timeout=BOUND):
        window.menus.work.back_up()
    assert watch.standing.kept.written is None, "the one by hand is found to be enough"
    assert before is not None and watch.standing.kept.newest_at is not None
    assert watch.standing.kept.newest_at >= before


def test_a_backup_comes_by_itself_and_brings_the_business_back(
    qtbot: QtBot, window: Window, watch: BackupWatch, sample: Path
) -> None:
    (first,) = backed_up(qtbot, watch)
    assert verify(first).ok and watch.label.text().startswith("· Last backup today ")
    assert backed_up(qtbot, watch) == [first], "nothing has changed since"
    add_client(window, "A mistake")
    assert watch._timer.isActive(), "the half hour runs"

    dialog = shown(qtbot, window)
    assert dialog.restore_button.isEnabled() and dialog.chosen is not None and dialog.chosen.path == first
    with qtbot.waitSignal(window.file_opened, timeout=BOUND):
        qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert "A mistake" not in clients(sample) and verify(sample).ok
    assert "What was here before is kept as" in window.notice_bar.text()
    # The way back: what was there before stands in the list and is restored in its turn.
    dialog = shown(qtbot, window)
    before = next(backup for backup in dialog.shown if backup.kind.name == "BEFORE_RESTORE")
    dialog._choose_row(str(before.path))
    with qtbot.waitSignal(window.file_opened, timeout=BOUND):
        dialog.restore()
    assert "A mistake" in clients(sample)


def test_as_a_copy_the_business_stays_as_it_is(
    qtbot: QtBot, window: Window, watch: BackupWatch, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(qtbot, watch)
    add_client(window, "Stays")
    dialog = shown(qtbot, window)
    out = tmp_path / "Copy of it"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(out), ""))
    with qtbot.waitSignal(window.file_opened, timeout=BOUND):
        dialog.choose_copy()
    copy = out.with_suffix(".handshake")
    assert window.session is not None and window.session.book.path == copy
    assert "Stays" in clients(sample) and "Stays" not in clients(copy)


def test_a_damaged_backup_is_said_in_the_list_and_can_not_be_chosen(
    qtbot: QtBot, window: Window, watch: BackupWatch, sample: Path
) -> None:
    (backup,) = backed_up(qtbot, watch)
    data = bytearray(backup.read_bytes())
    data[5000:9000] = bytes(4000)
    backup.write_bytes(data)
    dialog = _opened(window)
    qtbot.waitUntil(lambda: bool(dialog.shown), timeout=BOUND)
    qtbot.waitUntil(lambda: all(each.trouble or each.path in dialog._wrong for each in dialog.shown), timeout=BOUND)
    assert not dialog.restore_button.isEnabled() and not dialog.copy_button.isEnabled()
    dialog.reject()


def _opened(window: Window) -> RestoreBackup:
    window.menus.restore_backup()
    dialog = window.menus.work._backups
    assert dialog is not None
    return dialog


def test_a_place_that_is_gone_is_said_until_a_backup_works_again(
    qtbot: QtBot, window: Window, watch: BackupWatch, tmp_path: Path, sample: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    choice = BackupPlaceChoice(sample, window)
    choice.choose(place)
    assert settings.backup_place() == BackupPlace(place, False) and str(place) in choice.place_label.text()
    place.rmdir()
    with qtbot.waitSignal(watch.told, timeout=BOUND):
        watch.back_up()
    assert watch.label.text().startswith("· No backup yet: ") and watch._timer.isActive()
    place.mkdir()
    with qtbot.waitSignal(watch.told, timeout=BOUND):
        watch.back_up()
    assert watch.label.text().startswith("· Last backup today ")
    assert list(place.rglob("*.handshake"))
    choice.beside_button.click()
    assert settings.backup_place() == BackupPlace() and not choice.beside_button.isEnabled()


def test_a_business_that_is_gone_comes_back_from_the_welcome_page(
    qtbot: QtBot, window: Window, watch: BackupWatch, sample: Path
) -> None:
    backed_up(qtbot, watch)
    settings.remember_file(sample)
    window.close_file()
    assert watch.label.text() == ""
    sample.unlink()
    window.welcome.restore_button.click()
    dialog = window.menus.work._backups
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.restore_button.isEnabled(), timeout=BOUND)
    with qtbot.waitSignal(window.file_opened, timeout=BOUND):
        dialog.restore()
    assert sample.exists() and verify(sample).ok


def test_a_check_that_finds_damage_leads_to_the_backups(qtbot: QtBot, window: Window) -> None:
    page = FileCheck("Brightside", ("Something.",), window)
    with qtbot.waitSignal(page.restore_requested):
        page.restore_button.click()


def test_a_file_only_for_looking_and_a_closed_one_get_no_backup(
    qtbot: QtBot, window: Window, watch: BackupWatch, sample: Path
) -> None:
    window.close_file()
    watch.back_up()
    assert watch._work is None and not backup_folder(sample).exists()


def test_a_file_from_elsewhere_is_added_while_the_list_is_still_read(
    qtbot: QtBot, window: Window, watch: BackupWatch, tmp_path: Path
) -> None:
    (backup,) = backed_up(qtbot, watch)
    stick = tmp_path / "stick.handshake"
    stick.write_bytes(backup.read_bytes())
    wrong = tmp_path / "wrong.handshake"
    wrong.write_bytes(b"no business")
    dialog = _opened(window)
    dialog.add_file(stick)
    qtbot.waitUntil(lambda: {each.path for each in dialog.shown} == {stick, backup}, timeout=BOUND)
    qtbot.waitUntil(lambda: {stick, backup} <= set(dialog._wrong), timeout=BOUND)
    assert dialog.chosen is not None and dialog.chosen.path == stick and dialog.restore_button.isEnabled()
    dialog.add_file(wrong)
    qtbot.waitUntil(lambda: "not a Handshake file" in dialog.say_label.text(), timeout=BOUND)
    assert dialog.restore_button.isEnabled(), "what was chosen stays"
    dialog.reject()


def test_a_mistake_of_ours_in_a_backup_is_said_too(
    qtbot: QtBot, window: Window, watch: BackupWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_words: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr("desktop.backup_watch.back_up_by_itself", breaks)
    with qtbot.waitSignal(watch.told, timeout=BOUND):
        watch.back_up()
    assert watch.label.text().startswith("· No backup yet: ") and watch._timer.isActive()


def spoil(path: Path, how: str) -> None:
    """Let the file be gone, empty, without its beginning, or damaged in the midst of its rows."""
    if how == "gone":
        path.unlink()
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "no beginning":
        path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    else:
        path.write_bytes(path.read_bytes()[:9000])


@pytest.mark.parametrize("how", ["gone", "empty", "no beginning", "cut off"])
def test_a_file_that_does_not_open_leads_to_its_own_backups_whatever_else_is_open(
    qtbot: QtBot, window: Window, watch: BackupWatch, sample: Path, blank: Path, how: str
) -> None:
    backed_up(qtbot, watch)
    # Another business is open, and was opened last.
    assert window.open_file(blank)
    settings.remember_file(sample)
    settings.remember_file(blank)
    spoil(sample, how)
    assert not window.open_file(sample)
    window.notice_bar.more_button.click()
    work = window.menus.work
    if how == "cut off":
        qtbot.waitUntil(lambda: window.findChild(FileCheck) is not None, timeout=BOUND)
        page = window.findChild(FileCheck)
        assert isinstance(page, FileCheck)
        page.restore_button.click()
    dialog = work._backups
    assert dialog is not None and dialog.business == sample
    qtbot.waitUntil(lambda: dialog.restore_button.isEnabled(), timeout=BOUND)
    with qtbot.waitSignal(window.file_opened, timeout=BOUND):
        dialog.restore()
    assert window.session is not None and window.session.book.path == sample and verify(sample).ok
    assert len(list(backup_folder(sample).glob("* damaged.handshake"))) == (how != "gone")
    assert not list(backup_folder(blank).parent.glob("blank backups/*")), "the other one was let be"


def test_a_file_that_never_had_a_backup_offers_none(window: Window, tmp_path: Path) -> None:
    assert not window.open_file(tmp_path / "nothing.handshake")
    assert not window.notice_bar.more_button.isVisible()


def test_a_business_that_is_open_by_its_own_name_is_closed_when_it_is_restored_by_another(
    qtbot: QtBot, window: Window, watch: BackupWatch, sample: Path, tmp_path: Path
) -> None:
    (backup,) = backed_up(qtbot, watch)
    add_client(window, "A mistake")
    link = tmp_path / "link.handshake"
    link.symlink_to(sample)
    first = window.session
    with qtbot.waitSignal(window.file_opened, timeout=BOUND):
        window.menus.work._restore(backup, link)
        assert window.session is None, "nothing may have the file open meanwhile"
    assert window.session is not None and window.session is not first
    assert link.is_symlink() and "A mistake" not in clients(sample)
