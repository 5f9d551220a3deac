"""The colours, spaces and type sizes of the two designed schemes. `widgets.theme` says which of them is in force."""

from typing import NamedTuple

from PySide6.QtGui import QColor

# Spaces, corners and lines, in device independent pixels.
SPACE_XS = 4
SPACE_S = 8
SPACE_M = 12
SPACE_L = 16
SPACE_XL = 24
RADIUS = 8
RADIUS_S = 6

# Name of a text role: size relative to the system font, weight (QFont.Weight), letter spacing in percent.
TYPE: dict[str, tuple[float, int, float]] = {
    "body": (1.0, 400, 100.0),
    "strong": (1.0, 600, 100.0),
    "small": (0.93, 400, 100.0),
    "small-strong": (0.93, 600, 100.0),
    "tiny": (0.86, 400, 100.0),
    "caps": (0.82, 500, 106.0),
    "heading": (1.1, 600, 100.0),
    "title": (1.5, 600, 100.0),
    "number": (2.0, 300, 100.0),
    "figure": (2.0, 600, 100.0),
    "clock": (3.3, 300, 100.0),
}


class Tone(NamedTuple):
    """Colours of one zone: `ink` is text on `fill` (a badge) and on `card` (a panel with the border `line`)."""

    ink: QColor
    fill: QColor
    card: QColor
    line: QColor


class Tokens(NamedTuple):
    """Every colour of one scheme. Text goes on `paper`, `rail`, `bar`, `card` and `hover`, and nowhere else."""

    dark: bool
    paper: QColor
    rail: QColor
    bar: QColor
    card: QColor
    hover: QColor
    line: QColor
    button_line: QColor
    field_line: QColor
    track: QColor
    ink: QColor
    muted: QColor
    accent: QColor
    accent_hover: QColor
    on_accent: QColor
    accent_ink: QColor
    select: QColor
    limit: QColor
    likely: QColor
    sold: QColor
    this_deal: QColor
    zones: dict[str, Tone]
    voices: dict[str, QColor]

    def zone(self, zone: str) -> Tone:
        """Return the colours of the zone PROMISE, ASK, OFF or OPEN; any other name is as quiet as OPEN."""
        return self.zones.get(zone) or self.zones["OPEN"]

    def voice(self, role: str) -> QColor:
        """Return the text colour of "sales", "operations" or "owner"; any other role speaks in plain ink."""
        return self.voices.get(role) or self.ink


def _tone(ink: str, fill: str, card: str, line: str) -> Tone:
    return Tone(QColor(ink), QColor(fill), QColor(card), QColor(line))


LIGHT = Tokens(
    dark=False,
    paper=QColor("#faf9f7"),
    rail=QColor("#f2f1ee"),
    bar=QColor("#efeeea"),
    card=QColor("#ffffff"),
    hover=QColor("#f3f1ed"),
    line=QColor("#e4e0d9"),
    button_line=QColor("#cbc6bd"),
    field_line=QColor("#8f8a82"),
    track=QColor("#e8e4de"),
    ink=QColor("#23262b"),
    muted=QColor("#63676d"),
    accent=QColor("#1f5d69"),
    accent_hover=QColor("#184c56"),
    on_accent=QColor("#ffffff"),
    accent_ink=QColor("#1f5d69"),
    select=QColor("#dcebed"),
    limit=QColor("#b0302b"),
    likely=QColor("#6fa3ad"),
    sold=QColor("#1f5d69"),
    this_deal=QColor("#c4602b"),
    zones={
        "PROMISE": _tone("#256741", "#e4f2e9", "#f5fbf7", "#b3d9c1"),
        "ASK": _tone("#875300", "#fdf0d5", "#fffaf0", "#e9c786"),
        "OFF": _tone("#a82c27", "#fbe5e3", "#fef6f5", "#ebb5b1"),
        "OPEN": _tone("#54585e", "#ecebe7", "#fbfaf8", "#d6d2ca"),
    },
    voices={"sales": QColor("#a54a1a"), "operations": QColor("#1f5d69"), "owner": QColor("#6b4fa0")},
)

DARK = Tokens(
    dark=True,
    paper=QColor("#1c2023"),
    rail=QColor("#171b1e"),
    bar=QColor("#181c1f"),
    card=QColor("#262a2f"),
    hover=QColor("#2c3136"),
    line=QColor("#3a3f45"),
    button_line=QColor("#4d535a"),
    field_line=QColor("#7f868e"),
    track=QColor("#3d434a"),
    ink=QColor("#e9e7e2"),
    muted=QColor("#a9adb2"),
    accent=QColor("#287080"),
    accent_hover=QColor("#317f90"),
    on_accent=QColor("#ffffff"),
    accent_ink=QColor("#74bfcc"),
    select=QColor("#21424a"),
    limit=QColor("#f28b82"),
    likely=QColor("#4d8893"),
    sold=QColor("#6db7c4"),
    this_deal=QColor("#e8986a"),
    zones={
        "PROMISE": _tone("#74d09a", "#1d3a2a", "#1e2d25", "#355f48"),
        "ASK": _tone("#efba5e", "#43320f", "#332917", "#6d5522"),
        "OFF": _tone("#f5958d", "#482224", "#352223", "#703c3d"),
        "OPEN": _tone("#babec3", "#343a40", "#24282c", "#454b52"),
    },
    voices={"sales": QColor("#f0a070"), "operations": QColor("#74bfcc"), "owner": QColor("#bda8ea")},
)
