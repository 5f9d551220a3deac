"""A check box in the colour of a voice, at every scheme and text size."""

from PySide6.QtGui import QPalette

from widgets import theme
from widgets.tokens import DARK, LIGHT
from widgets.voice_box import VoiceBox


def test_its_words_follow_the_scheme_and_the_text_size(qtbot, light: theme.Theme) -> None:
    box = VoiceBox("Sales", "sales")
    qtbot.addWidget(box)
    box.show()
    height = box.fontMetrics().height()
    assert box.font().bold() and box.palette().color(QPalette.ColorRole.WindowText) == LIGHT.voices["sales"]
    light.set_scheme("dark")
    assert box.palette().color(QPalette.ColorRole.WindowText) == DARK.voices["sales"]
    light.set_text_scale(1.5)
    try:
        assert box.fontMetrics().height() > height and box.font().bold()
    finally:
        light.set_text_scale(1.0)
