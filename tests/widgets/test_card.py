"""Labels show every text as typed, in the colours in force, and make room for longer words."""

import pytest
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtWidgets import QWidget

from widgets import theme
from widgets.card import Card, Heading, LeadLabel, Muted, PlainLabel, Title, tooltip
from widgets.tokens import DARK, LIGHT

HOSTILE = '<p style="background:#ff0000">████</p><img src="file:///etc/hostname">&amp;<a href="http://x">y</a>'


def has_colour(image: QImage, colour: QColor) -> bool:
    return any(image.pixelColor(x, y) == colour for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize(
    "make",
    [
        lambda: PlainLabel(HOSTILE),
        lambda: PlainLabel(HOSTILE, elide=True),
        lambda: Heading(HOSTILE),
        lambda: Title(HOSTILE),
        lambda: Muted(HOSTILE),
        lambda: LeadLabel(HOSTILE, HOSTILE),
    ],
    ids=["plain", "elided", "heading", "title", "muted", "lead"],
)
def test_html_is_shown_as_typed(qtbot, make) -> None:
    label: QWidget = make()
    qtbot.addWidget(label)
    label.resize(500, 200)
    assert not has_colour(label.grab().toImage(), QColor("#ff0000"))
    assert HOSTILE in label.text()  # type: ignore[attr-defined]


def test_a_tooltip_shows_html_as_typed() -> None:
    assert tooltip("") == ""
    shown = tooltip('a <b>"bold"</b> & b\nnext')
    assert shown == "<qt>a &lt;b&gt;&quot;bold&quot;&lt;/b&gt; &amp; b<br>next</qt>"
    document = QTextDocument()
    document.setHtml(shown)
    assert document.toPlainText() == 'a <b>"bold"</b> & b\nnext'


def test_an_elided_label_says_all_in_its_tooltip_and_to_a_screen_reader(qtbot) -> None:
    label = PlainLabel("Lakeside Dental and Orthodontic Practice", elide=True)
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    label.grab()
    assert label.toolTip() == ""
    label.resize(90, 20)
    label.grab()
    assert "Orthodontic" in label.toolTip()
    assert label.text() == label.accessibleName() == "Lakeside Dental and Orthodontic Practice"
    label.setText("two\nlines")
    assert label.text() == "two lines"


def test_labels_follow_the_scheme_and_the_text_size(qtbot, qapp, light: theme.Theme) -> None:
    label = PlainLabel("Sales", "heading", "sales")
    qtbot.addWidget(label)
    assert label.foreground() == LIGHT.voice("sales")
    light.set_scheme("dark")
    assert label.foreground() == DARK.voice("sales")
    label.set_colour("OFF")
    assert label.foreground() == DARK.zone("OFF").ink
    before, height = qapp.font(), label.sizeHint().height()
    try:
        larger = qapp.font()
        larger.setPointSizeF(before.pointSizeF() * 1.5)
        qapp.setFont(larger)
        assert label.sizeHint().height() > height
    finally:
        qapp.setFont(before)


def test_a_card_is_painted_in_its_tone(qtbot, light: theme.Theme) -> None:
    card = Card("amber")
    qtbot.addWidget(card)
    card.resize(60, 60)
    assert card.grab().toImage().pixelColor(30, 30) == LIGHT.zone("ASK").card
    card.set_tone("plain")
    assert card.grab().toImage().pixelColor(30, 30) == LIGHT.card
    light.set_scheme("dark")
    assert card.grab().toImage().pixelColor(30, 30) == DARK.card


def test_a_lead_label_wraps_and_can_be_heard(qtbot) -> None:
    label = LeadLabel("Lead time", "10 days, ours is 15, and a good many more words than fit on one line")
    qtbot.addWidget(label)
    assert label.heightForWidth(120) > 2 * label.heightForWidth(900)
    assert label.accessibleName().startswith("Lead time 10 days")
    label.resize(300, 80)
    before = label.grab().toImage()
    label.set_texts("", label.text())
    assert label.grab().toImage() != before, "the lead was bold"
