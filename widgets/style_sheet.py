"""The application's small style sheet: only what a palette cannot say (corners, paddings, the main button)."""

from pathlib import Path

import resources
from widgets.tokens import RADIUS_S, Tokens

ICONS = Path(resources.__file__).parent / "icons"

# Names in braces are colours of `Tokens`. No font sizes here: type comes from `widgets.theme.font`.
_SHEET = """
QPushButton {{ background: {card}; color: {ink}; border: 1px solid {button_line}; border-radius: {radius}px;
  padding: 5px 12px; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:focus {{ border-color: {accent_ink}; outline: none; }}
QPushButton:pressed {{ background: {track}; }}
QPushButton[chip="true"] {{ padding: 3px 8px; }}
QPushButton:checked {{ background: {select}; border-color: {accent_ink}; }}
QPushButton:disabled {{ color: {muted}; background: {paper}; border-color: {line}; }}
QPushButton[quiet="true"] {{ background: transparent; color: {muted}; border-color: transparent; padding: 1px 5px; }}
QPushButton[quiet="true"]:hover {{ background: {hover}; color: {ink}; }}
QPushButton[quiet="true"]:focus {{ border-color: {accent_ink}; }}
QPushButton[primary="true"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton[primary="true"]:hover {{ background: {accent_hover}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {ink}; padding: 4px 11px; }}
QPushButton[primary="true"]:disabled {{ background: {track}; color: {muted}; border-color: {track}; }}
QLineEdit, QPlainTextEdit, QTextEdit {{ background: {card}; color: {ink}; border: 1px solid {field_line};
  border-radius: {radius}px; padding: 4px 6px; }}
QScrollArea[ring="true"] {{ border: 1px solid transparent; border-radius: {radius}px; }}
QScrollArea[ring="true"]:focus {{ border-color: {accent_ink}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border-color: {accent_ink}; }}
QLineEdit[invalid="true"] {{ border: 1px solid {off}; }}
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only {{ background: {paper}; border-color: {line}; }}
QPlainTextEdit:read-only:focus, QTextEdit:read-only:focus {{ border-color: {accent_ink}; }}
QPlainTextEdit[cell="true"] {{ background: transparent; border-color: transparent; }}
QPlainTextEdit[cell="true"]:hover {{ border-color: {field_line}; }}
QPlainTextEdit[cell="true"]:focus {{ background: {card}; border-color: {accent_ink}; }}
QPlainTextEdit[cell="true"]:read-only {{ background: transparent; border-color: transparent; }}
QComboBox {{ background: {card}; color: {ink}; border: 1px solid {field_line}; border-radius: {radius}px;
  padding: 4px 6px; }}
QComboBox:focus {{ border-color: {accent_ink}; }}
QComboBox:disabled {{ background: {paper}; border-color: {line}; }}
QComboBox::down-arrow:disabled {{ image: none; }}
QComboBox::drop-down {{ border: 0; width: 22px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: 12px; height: 12px; }}
QComboBox QLineEdit {{ border: 0; padding: 0; }}
QComboBox QAbstractItemView {{ background: {card}; color: {ink}; border: 1px solid {button_line};
  selection-background-color: {select}; selection-color: {ink}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {field_line};
  border-radius: 4px; background: {card}; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{check}"); }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {accent_ink}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {accent_ink}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QMenuBar {{ background: {bar}; border-bottom: 1px solid {line}; }}
QMenuBar::item {{ padding: 6px 10px; background: transparent; color: {ink}; }}
QMenuBar::item:selected {{ background: {select}; }}
QMenuBar QPushButton {{ background: transparent; border: 0; color: {muted}; padding: 5px 14px; }}
QMenuBar QPushButton:hover {{ background: {select}; color: {ink}; }}
QDialog#palette {{ background: {card}; border: 1px solid {button_line}; }}
QDialog#palette QListView {{ background: {card}; }}
QStatusBar {{ background: {bar}; border-top: 1px solid {line}; color: {muted}; }}
QStatusBar::item {{ border: 0; }}
QToolTip {{ background: {card}; color: {ink}; border: 1px solid {button_line}; padding: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {button_line}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {field_line}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet in the colours of `tokens`."""
    names = (
        "card ink button_line hover accent_ink track muted paper line accent on_accent accent_hover field_line"
    ).split()
    colours = {name: getattr(tokens, name).name() for name in (*names, "bar", "select")}
    chevron = (ICONS / f"chevron-{'dark' if tokens.dark else 'light'}.png").as_posix()
    check = (ICONS / "check.png").as_posix()
    return _SHEET.format(**colours, chevron=chevron, check=check, off=tokens.zone("OFF").ink.name(), radius=RADIUS_S)
