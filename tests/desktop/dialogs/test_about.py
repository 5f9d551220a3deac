"""About, the licences of all parts and what is new: to read, to search, to copy, by keyboard alone."""

import platform
import sqlite3

import pytest
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.dialogs.about import About
from desktop.dialogs.licences import Licences, all_parts
from desktop.dialogs.whats_new import WhatsNew
from desktop.log import log_path
from desktop.version import VERSION
from resources.changelog import read_releases
from resources.licences import own_licence
from widgets.theme import apply


@pytest.fixture
def about(qtbot: QtBot, qapp: QApplication) -> About:
    apply(qapp, "light")
    page = About()
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def licences(qtbot: QtBot, qapp: QApplication) -> Licences:
    apply(qapp, "light")
    page = Licences()
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(page)
    page.show()
    return page


def test_about_tells_the_versions_of_what_runs_here(about: About) -> None:
    said = about.versions_label.text()
    assert said.startswith(f"Version {VERSION} of ") and "2026" in said.splitlines()[0]
    for version in (platform.python_version(), sqlite3.sqlite_version, str(qVersion())):
        assert version in said
    assert "frozen" not in said
    assert str(log_path()) in about.log_label.text()
    assert about.licence_edit.toPlainText() == own_licence() != ""


def test_the_versions_are_copied_for_somebody_who_helps(about: About) -> None:
    about.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"Handshake {VERSION}\n") and f"Qt {qVersion()}" in copied


def test_about_leads_to_the_licences_and_to_what_is_new(about: About) -> None:
    about.licences_button.click()
    about.news_button.click()
    shown = [about.findChild(Licences), about.findChild(WhatsNew)]
    assert all(page is not None and page.isVisible() for page in shown)
    for page in reversed(shown):
        assert page is not None
        page.close()


def test_the_list_begins_with_handshake_itself_and_shows_running_versions(licences: Licences) -> None:
    rows = licences.list_card.rows()
    assert len(rows) == len(all_parts())
    assert licences.name_label.text() == f"Handshake {VERSION}"
    assert licences.text_edit.toPlainText() == own_licence()
    licences.show_part("Python")
    assert licences.name_label.text() == f"Python {platform.python_version()}"
    licences.show_part("SQLite")
    assert licences.name_label.text() == f"SQLite {sqlite3.sqlite_version}"


def test_a_word_of_a_text_finds_its_part_by_keyboard(qtbot: QtBot, licences: Licences) -> None:
    qtbot.keyClicks(licences.search_edit, "openblas libgfortran")
    qtbot.keyClick(licences.search_edit, Qt.Key.Key_Return)
    assert licences.isVisible(), "Enter looks for it, and closes nothing"
    assert [row.key for row in licences.list_card.rows()] == ["NumPy and OpenBLAS"]
    assert "OpenBLAS" in licences.text_edit.toPlainText()
    assert "NumPy" in licences.text_edit.accessibleName()
    qtbot.keyClick(licences.search_edit, Qt.Key.Key_Escape)
    assert len(licences.list_card.rows()) == len(all_parts())
    assert licences.name_label.text().startswith("NumPy"), "the chosen part stays"
    licences.list_card.view.setFocus()
    qtbot.keyClick(licences.list_card.view, Qt.Key.Key_Down)
    assert licences.name_label.text().startswith("openpyxl")


def test_words_in_no_licence_say_so(qtbot: QtBot, licences: Licences) -> None:
    qtbot.keyClicks(licences.search_edit, "xyzzy")
    qtbot.keyClick(licences.search_edit, Qt.Key.Key_Return)
    assert licences.list_card.rows() == () and licences.right.isHidden()
    qtbot.keyClick(licences.search_edit, Qt.Key.Key_Escape)
    assert licences.right.isVisible()


def test_a_licence_is_copied_whole(licences: Licences) -> None:
    licences.show_part("PySide6 and Qt")
    licences.copy_button.click()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in QGuiApplication.clipboard().text()


def test_whats_new_shows_every_line_and_escape_closes_it(qtbot: QtBot, qapp: QApplication) -> None:
    apply(qapp, "light")
    releases = read_releases()
    page = WhatsNew(releases, "0.1.0")
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(page)
    page.show()
    assert not page.isModal()
    text = page.prose.toPlainText()
    for release in releases:
        assert release.version in text and release.day in text
        for block in release.blocks:
            assert "".join(run.text for run in block.runs) in text
    qtbot.keyClick(page.prose, Qt.Key.Key_Escape)
    assert page.isHidden()


def test_a_copy_without_its_list_says_so(qtbot: QtBot, qapp: QApplication) -> None:
    page = WhatsNew(())
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(page)
    assert "without its list of changes" in page.prose.toPlainText()
