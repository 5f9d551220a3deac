"""Check this file, and Repair, in the window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.dialogs.file_check import FileCheck, Repaired
from desktop.window import Window
from storage.verify import verify
from tests.spoiling import spoil


def page(window: Window, kind: type) -> object:
    """The page of a kind that is on screen."""
    (found,) = [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]
    return found


def check_page(qtbot: QtBot, window: Window) -> FileCheck:
    """The page that says what is wrong."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(FileCheck)))
    found = page(window, FileCheck)
    assert isinstance(found, FileCheck)
    return found


def repaired_page(qtbot: QtBot, window: Window) -> Repaired:
    """The page that says what a repair did."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(Repaired)), timeout=20_000)
    found = page(window, Repaired)
    assert isinstance(found, Repaired)
    return found


def test_a_file_is_repaired_while_it_is_open_and_the_window_goes_on(
    qtbot: QtBot, sample: Path, sample_window: Window
) -> None:
    sample_window.show_room("meetings")
    assert sample_window.session is not None
    second = sample_window.session.business.people[1].id
    sample_window.session.act_as(second)
    spoil(sample, "UPDATE deal SET value_minor = value_minor + 1 WHERE ref = 'B-002'")
    sample_window.menus.work.verify()
    found = check_page(qtbot, sample_window)
    assert any("not what Handshake last wrote" in say for say in found.findings)
    found.repair_button.click()
    told = repaired_page(qtbot, sample_window)
    assert any("as it was last saved" in say for say in told.sentences)
    assert verify(sample).ok
    session = sample_window.session
    assert session is not None and session.person is not None and session.person.id == second
    assert sample_window.room is not None and sample_window.room.key == "meetings"
    told.reject()
    sample_window._catch_up()
    assert not sample_window.bars.banner.isVisible()


def test_a_file_that_can_not_be_opened_is_checked_and_repaired_from_the_notice(
    qtbot: QtBot, open_window: Callable[..., Window], sample: Path, blank: Path
) -> None:
    window = open_window(blank)
    spoil(sample, "CREATE TRIGGER t AFTER INSERT ON deal BEGIN DELETE FROM client; END")
    assert not window.open_file(sample)
    assert "trigger t" in window.notice_bar.text()
    window.notice_bar.more_button.click()
    check_page(qtbot, window).repair_button.click()
    told = repaired_page(qtbot, window)
    assert any("trigger t" in say for say in told.sentences)
    assert window.session is not None and window.session.book.path == sample
    told.reject()


def test_a_repair_that_can_not_be_made_leaves_all_as_it_was_and_says_why(
    qtbot: QtBot, sample: Path, sample_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.PATIENCE_SECONDS", 0.05)
    spoil(sample, "UPDATE deal SET value_minor = value_minor + 1 WHERE ref = 'B-002'")
    from storage.opening import open_book

    with open_book(sample) as other:
        sample_window.menus.work.verify()
        found = check_page(qtbot, sample_window)
        other.connection.execute("BEGIN IMMEDIATE")
        found.repair_button.click()
        qtbot.waitUntil(lambda: "being written to by another program" in sample_window.notice_bar.text())
        other.connection.execute("ROLLBACK")
    assert sample_window.session is not None and sample_window.session.book.path == sample
