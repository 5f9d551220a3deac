"""Contrast of every text on every ground, and what changes when the scheme does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from widgets import theme
from widgets.card import PlainLabel
from widgets.tokens import DARK, LIGHT, TYPE, Tokens


def luminance(colour: QColor) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio by WCAG 2.2, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_pairs(tokens: Tokens) -> list[tuple[str, QColor, QColor]]:
    """Every text colour with every ground it is set on."""
    grounds = {name: getattr(tokens, name) for name in ("paper", "rail", "bar", "card", "hover")}
    for zone, tone in tokens.zones.items():
        grounds[f"{zone} card"] = tone.card
    inks = {"ink": tokens.ink, "muted": tokens.muted, "accent": tokens.accent_ink, **tokens.voices}
    inks |= {zone: tone.ink for zone, tone in tokens.zones.items()}
    pairs = [(f"{a} on {b}", ink, ground) for a, ink in inks.items() for b, ground in grounds.items()]
    pairs += [(f"badge {zone}", tone.ink, tone.fill) for zone, tone in tokens.zones.items()]
    pairs += [
        ("main button", tokens.on_accent, tokens.accent),
        ("main button, hovered", tokens.on_accent, tokens.accent_hover),
        ("chosen chip", tokens.accent_ink, tokens.select),
        ("chosen menu", tokens.ink, tokens.select),
        ("hovered tab", tokens.ink, tokens.track),
        ("pressed button", tokens.ink, tokens.track),
        ("limit", tokens.limit, tokens.card),
    ]
    return pairs


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read(tokens: Tokens) -> None:
    found = {name: round(contrast(ink, ground), 2) for name, ink, ground in text_pairs(tokens)}
    assert {name: ratio for name, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_fields_boxes_and_bars_can_be_seen(tokens: Tokens) -> None:
    pairs = {
        "field": (tokens.field_line, tokens.card),
        "field on paper": (tokens.field_line, tokens.paper),
        "focus": (tokens.accent_ink, tokens.paper),
        "sold": (tokens.sold, tokens.card),
        "this deal": (tokens.this_deal, tokens.card),
    }
    assert {name: contrast(*pair) for name, pair in pairs.items() if contrast(*pair) < 3} == {}


def test_contrast_is_the_formula_of_the_standard() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_a_new_scheme_reaches_palette_sheet_and_listeners(qapp: QApplication, light: theme.Theme, qtbot) -> None:
    sheet = qapp.styleSheet()
    with qtbot.waitSignal(light.changed, timeout=1000):
        light.set_scheme("dark")
    assert theme.theme() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == DARK.paper
    assert DARK.card.name() in qapp.styleSheet() != sheet


def test_the_same_scheme_again_changes_nothing(light: theme.Theme, qtbot) -> None:
    with qtbot.assertNotEmitted(light.changed):
        light.set_scheme("light")


def test_the_desktop_is_followed_only_when_asked(qapp: QApplication, light: theme.Theme, monkeypatch) -> None:
    hints = qapp.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.theme() is LIGHT

    class DarkDesktop:
        def colorScheme(self) -> Qt.ColorScheme:
            return Qt.ColorScheme.Dark

    class App:
        """The application, on a dark desktop."""

        def styleHints(self) -> DarkDesktop:
            return DarkDesktop()

        def setPalette(self, palette: QPalette) -> None:
            qapp.setPalette(palette)

        def setStyleSheet(self, sheet: str) -> None:
            qapp.setStyleSheet(sheet)

    monkeypatch.setattr(light, "_app", App())
    light.set_scheme("system")
    assert theme.theme() is DARK
    light.set_scheme("light")


def test_there_is_one_theme_for_an_application(qapp: QApplication, light: theme.Theme) -> None:
    assert theme.apply(qapp, "light") is light
    with pytest.raises(ValueError, match="sepia"):
        light.set_scheme("sepia")


def test_larger_text_at_once(qapp: QApplication, light: theme.Theme, qtbot) -> None:
    before, height = qapp.font(), theme.metrics("body").height()
    label = PlainLabel("Lakeside", "title", elide=True)
    qtbot.addWidget(label)
    room = label.sizeHint()
    try:
        with qtbot.waitSignal(light.changed, timeout=1000):
            light.set_text_scale(1.5)
        assert theme.metrics("body").height() > 1.3 * height
        assert label.font().pointSizeF() == theme.font("title").pointSizeF()
        assert label.sizeHint().height() > 1.3 * room.height()
        light.set_text_scale(1)
        assert label.sizeHint() == room
    finally:
        qapp.setFont(before)


def test_type_is_in_points_and_follows_the_system_font(qapp: QApplication) -> None:
    before = qapp.font()
    try:
        for role, (factor, _weight, _spacing) in TYPE.items():
            assert theme.font(role).pointSizeF() == pytest.approx(before.pointSizeF() * factor, abs=0.1)
            assert theme.font(role).pixelSize() == -1
        larger = qapp.font()
        larger.setPointSizeF(before.pointSizeF() * 2)
        qapp.setFont(larger)
        assert theme.font("title").pointSizeF() == pytest.approx(before.pointSizeF() * 3, abs=0.1)
        larger.setPixelSize(20)
        qapp.setFont(larger)
        assert theme.font("title").pointSizeF() > 15
    finally:
        qapp.setFont(before)
