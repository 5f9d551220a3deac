"""The words of the program. Every sentence a person can see goes through `tr`, so that it can be translated."""

import sys


def tr(text: str) -> str:
    """Return `text` in the language of the window; unchanged on the command line, where no Qt is loaded."""
    qtcore = sys.modules.get("PySide6.QtCore")
    if qtcore is None:
        return text
    translated: str = qtcore.QCoreApplication.translate("Handshake", text)
    return translated
