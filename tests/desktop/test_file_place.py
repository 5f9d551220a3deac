"""The window and the place of its file: moved, replaced, synced, copied."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.dialogs.copies import Copies
from desktop.long_work import LongWork
from desktop.rooms.deal_form import DealForm
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from storage.opening import open_book
from storage.verify import verify

OpenWindow = Callable[..., Window]


def at(window: Window) -> Path:
    """The file of a window."""
    assert window.session is not None
    return window.session.book.path


def test_a_file_that_is_gone_is_said_with_save_a_copy_and_followed_when_it_is_back(
    sample: Path, sample_window: Window, intake: IntakeRoom
) -> None:
    away = sample.with_name("elsewhere.handshake")
    sample.rename(away)
    sample_window._catch_up()
    bar = sample_window.read_only_bar
    assert "was moved, renamed or deleted" in bar.text()
    assert bar.more_button.isVisible() and bar.more_button.text() == "Save a copy…"
    assert sample_window.saved_label.text() == ""
    before = away.read_bytes()
    intake.copy_deal()
    assert "moved" in sample_window.notice_bar.text() and away.read_bytes() == before
    away.rename(sample)
    sample_window._catch_up()
    assert not bar.isVisible() and sample_window.saved_label.text()
    intake.copy_deal()
    assert verify(sample).ok and sample.read_bytes() != before


def test_a_copy_is_saved_of_a_file_that_is_gone_and_the_window_goes_on_in_it(
    tmp_path: Path, sample: Path, sample_window: Window, intake: IntakeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake.copy_deal()
    sample_window.show_room("meetings")
    sample.unlink()
    sample_window._catch_up()
    saved = tmp_path / "saved"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(saved), ""))
    sample_window.read_only_bar.more_button.click()
    copy = saved.with_name("saved.handshake")
    assert verify(copy).ok and not sample.exists()
    assert sample_window.notice_bar.text().startswith("Saved and checked: saved.handshake")
    sample_window.notice_bar.more_button.click()
    assert at(sample_window) == copy and sample_window.room is not None and sample_window.room.key == "meetings"
    assert not sample_window.read_only_bar.isVisible()
    with open_book(copy) as book:
        assert book.history()[0].label.startswith("Copy")


def test_a_copy_never_takes_the_place_of_another_file(sample: Path, sample_window: Window) -> None:
    other = sample.with_name("other.handshake")
    other.write_bytes(b"precious")
    sample.unlink()
    sample_window.file_place.save_copy(other)
    assert "already something called" in sample_window.notice_bar.text() and other.read_bytes() == b"precious"


def test_a_file_that_is_put_back_anew_is_opened_again_by_itself(
    qtbot: QtBot, sample: Path, sample_window: Window
) -> None:
    sample_window.show_room("meetings")
    Path(shutil.copyfile(sample, sample.with_name("fresh.handshake"))).replace(sample)
    old = sample_window.session
    sample_window._catch_up()
    qtbot.waitUntil(lambda: sample_window.session is not old)
    assert sample_window.room is not None and sample_window.room.key == "meetings"
    assert not sample_window.bars.banner.isVisible()


def test_what_is_being_typed_is_not_lost_when_the_file_comes_back_anew(
    sample: Path, sample_window: Window, intake: IntakeRoom
) -> None:
    form = DealForm(intake.session, None, intake)
    form.open()
    form.note_edit.setPlainText("Half a thought")
    Path(shutil.copyfile(sample, sample.with_name("fresh.handshake"))).replace(sample)
    old = sample_window.session
    sample_window._catch_up()
    bar = sample_window.read_only_bar
    assert "was put in its place anew" in bar.text() and sample_window.session is old
    assert form.isVisible() and form.note_edit.toPlainText() == "Half a thought"
    form.note_edit.setPlainText("")
    form.reject()
    form.deleteLater()
    bar.action_button.click()
    assert sample_window.session is not old and not bar.isVisible()


def test_another_file_under_the_name_is_not_opened_by_itself(
    sample: Path, sample_window: Window, intake: IntakeRoom, blank: Path
) -> None:
    intake.copy_deal()
    blank.replace(sample)
    before = sample.read_bytes()
    sample_window._catch_up()
    bar = sample_window.read_only_bar
    assert "was replaced by another file" in bar.text() and bar.action_button.text() == "Open it again"
    intake.copy_deal()
    assert sample.read_bytes() == before
    bar.action_button.click()
    assert sample_window.session is not None and sample_window.session.business.name == "Blank"


@pytest.fixture
def surrounded(qtbot: QtBot, open_window: OpenWindow) -> Callable[[Path], Window]:
    """A function that opens a file in a window and waits until it has looked around."""

    def show(path: Path) -> Window:
        window = open_window(path)
        place = window.file_place
        window.file_place._asked_for = None
        window.file_place.look_around()
        (look,) = place.findChildren(LongWork)
        with qtbot.waitSignal(look.succeeded):
            pass
        return window

    return show


def test_a_synced_folder_is_explained_once(tmp_path: Path, sample: Path, surrounded: Callable[[Path], Window]) -> None:
    (tmp_path / "Dropbox").mkdir()
    path = Path(shutil.copyfile(sample, tmp_path / "Dropbox" / "a.handshake"))
    window = surrounded(path)
    advice = window.bars.advice
    assert advice.isVisible() and "Dropbox copies to other computers" in advice.text()
    advice.more_button.click()
    assert not advice.isVisible() and settings.place_told(path)
    assert not surrounded(path).bars.advice.isVisible()


def test_an_ordinary_folder_needs_no_word(sample: Path, surrounded: Callable[[Path], Window]) -> None:
    assert not surrounded(sample).bars.advice.isVisible()


def test_a_conflict_copy_is_named_and_shown_beside_this_file(
    sample: Path, surrounded: Callable[[Path], Window], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    copy = Path(shutil.copyfile(sample, sample.with_name("Brightside (conflicted copy 2026-11-20).handshake")))
    with open_book(copy) as book, book.change("One more") as change:
        change.add("client", {"name": "Somebody else"})
    before = copy.read_bytes()
    window = surrounded(sample)
    advice = window.bars.advice
    assert copy.name in advice.text()
    advice.more_button.click()
    (dialog,) = window.findChildren(Copies)
    rows = dialog.list.shown_rows()
    assert rows[0][0] == "Brightside.handshake (open here)" and rows[1][0] == copy.name
    assert rows[1][4] == "One more" and rows[0][3] == rows[1][3] and rows[0][4] != "One more"
    assert copy.read_bytes() == before
    started: list[Any] = []
    monkeypatch.setattr("desktop.file_place.QProcess.startDetached", lambda *words: started.append(words) or (True, 1))
    dialog.open_button.click()
    dialog.reject()
    advice.action_button.click()
    assert [words[1][-1] for words in started] == [str(copy), str(copy)]


def test_a_busy_writer_is_waited_for_in_words_and_then_named(
    sample: Path, sample_window: Window, intake: IntakeRoom, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("storage.sqlite.PATIENCE_SECONDS", 0.2)
    seen: list[str] = []
    monkeypatch.setattr(sample_window.statusBar(), "repaint", lambda: seen.append(sample_window.saved_label.text()))
    with open_book(sample) as other:
        other.connection.execute("BEGIN IMMEDIATE")
        intake.copy_deal()
        assert seen == ["Waiting for another program that is writing to this file…"]
        assert "being written to by another program" in sample_window.notice_bar.text()
        other.connection.execute("ROLLBACK")
    qtbot.waitUntil(lambda: "saved" in sample_window.saved_label.text())
