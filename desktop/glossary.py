"""Shared words on hover: where the pointer rests on a text that uses one, a tooltip says what it means (section 11)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent, QHoverEvent, QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QToolTip,
    QWidget,
)

from desktop.wording.glossary import SAYS_ITSELF, meaning
from framework.words import Word, words_in
from storage.book import News
from storage.shared_words import read_words
from storage.trouble import Trouble
from widgets.card import LeadLabel, tooltip
from widgets.rows_view import RowsView

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.window import Window

LONGEST_TEXT = 4000
MOST_WORDS = 5
_EDITED = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


class GlossaryHover(QObject):
    """Watches a window for the moment in which a tooltip is due. The words are read at the first such moment.

    Qt asks the widget under the pointer and then those around it, so that the window hears of all that have no tooltip
    of their own. Those that have one (and lists, which answer for their rows) are watched once the pointer is on them.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._listens_to: Session | None = None
        self._is_fresh = False
        self._words: tuple[Word, ...] = ()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the meanings where there are any; else leave it to whoever is next."""
        kind = event.type()
        if kind == QEvent.Type.HoverMove:
            if watched is self._window and isinstance(event, QHoverEvent):
                self._watch(self._window.childAt(event.position().toPoint()))
        elif kind == QEvent.Type.ToolTip and isinstance(watched, QWidget) and isinstance(event, QHelpEvent):
            return self._show(watched, event)
        return False

    def _watch(self, widget: QWidget | None) -> None:
        if widget is not None and (widget.toolTip() or isinstance(widget.parent(), QAbstractItemView)):
            # A filter that is there already is only moved to the front.
            widget.installEventFilter(self)

    def _show(self, watched: QWidget, event: QHelpEvent) -> bool:
        widget = watched.childAt(event.pos()) or watched
        place = widget.mapFrom(watched, event.pos())
        text, own, rect = text_under(widget, place)
        words = words_in(text[:LONGEST_TEXT], self._known()) if text else ()
        if not words:
            return False
        lines = [own] if own else []
        lines += [meaning(word) for word in words[:MOST_WORDS]]
        QToolTip.showText(event.globalPos(), tooltip("\n".join(lines)), widget, rect)
        return True

    def _known(self) -> tuple[Word, ...]:
        session = self._window.session
        if session is None:
            return ()
        if session is not self._listens_to:
            self._listens_to = session
            self._is_fresh = False
            session.news_came.connect(self._take_news)
        if not self._is_fresh:
            try:
                self._words = tuple(word for word in read_words(session.book) if word.has_meaning)
            except Trouble:
                # The window says so soon enough; a tooltip is not the place.
                return ()
            self._is_fresh = True
        return self._words

    def _take_news(self, news: News) -> None:
        if "word" in news.topics:
            self._is_fresh = False


def text_under(widget: QWidget, place: QPoint) -> tuple[str, str, QRect]:
    """Return the text of `widget` at `place`, the tooltip it has of its own, and where they hold (null: everywhere)."""
    around = widget.parent()
    if isinstance(around, QAbstractItemView) and widget is around.viewport():
        if around.property(SAYS_ITSELF):
            return "", "", QRect()
        index = around.indexAt(place)
        if not index.isValid():
            return "", "", QRect()
        text = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole) or ""
        if isinstance(around, RowsView):
            text = around.text_at(place)
        return str(text), _plain(index.data(Qt.ItemDataRole.ToolTipRole)), around.visualRect(index)
    if widget.property(SAYS_ITSELF) or isinstance(widget, _EDITED) or isinstance(around, _EDITED):
        return "", "", QRect()
    if isinstance(widget, QLabel | LeadLabel):
        text = widget.text()
    elif isinstance(widget, QAbstractButton):
        text = _without_mnemonic(widget.text()) or widget.accessibleName()
    elif widget.children():
        # What stands around other widgets is named for all of them.
        return "", "", QRect()
    else:
        text = widget.accessibleName()
    return text, _plain(widget.toolTip()), QRect()


def _plain(tip: object) -> str:
    """Return what a tooltip says: ours are escaped (`widgets.card.tooltip`)."""
    if not isinstance(tip, str):
        return ""
    return QTextDocumentFragment.fromHtml(tip).toPlainText() if tip.startswith("<qt>") else tip


def _without_mnemonic(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
