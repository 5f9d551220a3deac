"""The one owner of colours, type and spaces at run time: which scheme is in force, the palette, the style sheet.

Widgets call `theme()` while they paint, and hold nothing. A new scheme changes the application's palette, upon
which Qt repaints every widget; what keeps a colour of its own (a chart, a rendered icon) listens to `Theme.changed`.
"""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from widgets.style_sheet import style_sheet
from widgets.tokens import DARK, LIGHT, TYPE, Tokens


class Theme(QObject):
    """The scheme of one application, and its owner. `changed` is emitted once everything has its new colours."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("theme")
        self._app = app
        self._scheme = "system"
        self._shown: Tokens | None = None
        self._base = QFont(app.font())
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        app.fontChanged.connect(self._measure_anew)

    @property
    def scheme(self) -> str:
        """What was asked for: "light", "dark" or "system"."""
        return self._scheme

    def set_scheme(self, scheme: str) -> None:
        """Show "light", "dark" or "system" (what the desktop shows) from now on. Raises ValueError for another word."""
        if scheme not in ("light", "dark", "system"):
            raise ValueError(f"no such scheme: {scheme}")
        self._scheme = scheme
        self._show()

    def set_text_scale(self, factor: float) -> None:
        """Set all text `factor` times as large as the system's, at once and everywhere."""
        larger = QFont(self._base)
        larger.setPointSizeF(_points(self._base) * factor)
        self._app.setFont(larger)

    def _measure_anew(self, _font: QFont) -> None:
        # Widgets with a font of their own are not told of a new system font, but all are of a style sheet.
        self._app.setStyleSheet(self._app.styleSheet())
        self.changed.emit()

    def _follow_system(self, _scheme: Qt.ColorScheme) -> None:
        if self._scheme == "system":
            self._show()

    def _show(self) -> None:
        global _tokens
        dark = self._scheme == "dark"
        if self._scheme == "system":
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        _tokens = DARK if dark else LIGHT
        if self._shown is _tokens:
            return
        self._shown = _tokens
        self._app.setPalette(palette(_tokens))
        self._app.setStyleSheet(style_sheet(_tokens))
        self.changed.emit()


STYLE = ("-style", "Fusion")
"""Arguments for the application: the style that all is drawn for. Set later, it takes 10 ms and a dozen enums more."""

_tokens = LIGHT
_fonts: dict[tuple[str, str], tuple[QFont, QFontMetrics]] = {}


def apply(app: QApplication, scheme: str = "system") -> Theme:
    """Give `app`, made with `STYLE`, the colours of `scheme` ("light", "dark", "system"); return its owner.

    Call it before the first widget is made; call it again, or `Theme.set_scheme`, to change the scheme.
    """
    found = app.findChild(Theme, "theme")
    owner = found if isinstance(found, Theme) else Theme(app)
    owner.set_scheme(scheme)
    return owner


def theme() -> Tokens:
    """Return the colours now in force."""
    return _tokens


def font(role: str = "body") -> QFont:
    """Return the system font in the size and weight of `role` (a key of `widgets.tokens.TYPE`). Do not change it."""
    return _type(role)[0]


def metrics(role: str = "body") -> QFontMetrics:
    """Return the measures of `font(role)` on the main screen."""
    return _type(role)[1]


def _type(role: str) -> tuple[QFont, QFontMetrics]:
    base = QApplication.font()
    key = (base.key(), role)
    found = _fonts.get(key)
    if found is None:
        factor, weight, spacing = TYPE[role]
        made = QFont(base)
        made.setPointSizeF(_points(base) * factor)
        made.setWeight(QFont.Weight(weight))
        if spacing != 100.0:
            made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, spacing)
        found = _fonts[key] = (made, QFontMetrics(made))
    return found


def _points(base: QFont) -> float:
    # A system font given in pixels has no point size of its own.
    return base.pointSizeF() if base.pointSizeF() > 0 else QFontInfo(base).pointSizeF()


def palette(tokens: Tokens) -> QPalette:
    """Return the Qt palette of `tokens`, disabled texts included."""
    made = QPalette()
    role = QPalette.ColorRole
    colours: tuple[tuple[QPalette.ColorRole, QColor], ...] = (
        (role.Window, tokens.paper),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.card),
        (role.AlternateBase, tokens.hover),
        (role.Text, tokens.ink),
        (role.Button, tokens.card),
        (role.ButtonText, tokens.ink),
        (role.BrightText, tokens.on_accent),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent_ink),
        (role.LinkVisited, tokens.accent_ink),
        (role.ToolTipBase, tokens.card),
        (role.ToolTipText, tokens.ink),
        (role.PlaceholderText, tokens.muted),
        (role.Light, tokens.card),
        (role.Midlight, tokens.hover),
        (role.Mid, tokens.line),
        (role.Dark, tokens.button_line),
        (role.Shadow, tokens.field_line),
    )
    for each, colour in colours:
        made.setColor(each, colour)
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, tokens.muted)
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, tokens.track)
    made.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, tokens.ink)
    return made
