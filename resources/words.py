"""The words of the program. Every sentence a person can see goes through `tr`, so that it can be translated."""

import sys
from collections.abc import Callable

_translate: Callable[[str, str], str] | None = None


def tr(text: str) -> str:
    """Return `text` in the language of the window; unchanged on the command line, where no Qt is loaded."""
    global _translate
    if _translate is None:
        qtcore = sys.modules.get("PySide6.QtCore")
        if qtcore is None:
            return text
        _translate = qtcore.QCoreApplication.translate
    return _translate("Handshake", text)


def language() -> str:
    """Return the language that `tr` answers in, as BCP 47 calls it: a translation translates this word as well."""
    return tr("en")
