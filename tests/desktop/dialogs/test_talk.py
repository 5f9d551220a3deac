"""All that was asked and answered about a deal, the newest first."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.dialogs.talk import Talk
from widgets.card import LeadLabel


def test_every_line_is_shown_in_its_order(qtbot: QtBot, light: None) -> None:
    lines = [("Tue 24 Nov, 10:00", "Ben said no. “<b>Full</b>”"), ("Mon 23 Nov, 09:00", "Ana asked Ben.")]
    talk = Talk("Mill & <b>Sons</b>", lines)
    qtbot.addWidget(talk)
    talk.show()
    assert talk.windowTitle() == "Asked and answered: Mill & <b>Sons</b>"
    assert [label.text() for label in talk.findChildren(LeadLabel)] == [f"{when} {words}" for when, words in lines]
    talk.close()


def test_where_nothing_was_asked_it_says_so(qtbot: QtBot, light: None) -> None:
    talk = Talk("Mill", [])
    qtbot.addWidget(talk)
    talk.show()
    texts = [label.text() for label in talk.findChildren(QLabel)]
    assert "Nothing has been asked about this deal yet." in texts
    talk.close()
