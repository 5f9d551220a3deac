"""The page of help that is being read: set in the colours and sizes of now, with the words that were found marked."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from desktop.wording.help import HEADING, POINT, STEP, TITLE, Line, SpokenPage, html
from widgets.theme import font, theme
from widgets.tokens import SPACE_L, SPACE_S, SPACE_XL

_LEVELS = {TITLE: 1, HEADING: 2}
_LISTS = {STEP: "ol", POINT: "ul"}


class HelpView(QTextBrowser):
    """Shows one page; `anchorClicked` tells the key of the page that a link goes to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: SpokenPage | None = None
        self._hits: tuple[tuple[int, int], ...] = ()
        self.setOpenLinks(False)
        self.document().setDocumentMargin(SPACE_L)

    def show_page(self, page: SpokenPage, down: int = 0) -> None:
        """Show `page`, scrolled `down` by so many pixels."""
        self._page = page
        self.setAccessibleName(page.title)
        self._write()
        # Else the view follows the cursor to the end, where the words that were put in have left it.
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(down)

    def mark(self, hits: tuple[tuple[int, int], ...]) -> None:
        """Mark `hits` (start, length) in the words of the page, and no others."""
        self._hits = hits
        tone = theme().zone("ASK")
        marked = []
        for hit in hits:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = self._over(hit)
            selection.format.setBackground(tone.fill)
            selection.format.setForeground(tone.ink)
            marked.append(selection)
        self.setExtraSelections(marked)

    def show_hit(self, hit: tuple[int, int]) -> None:
        """Bring a hit on screen, selected."""
        self.setTextCursor(self._over(hit))
        self.ensureCursorVisible()

    def let_go(self) -> None:
        """Select nothing."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def changeEvent(self, event: QEvent) -> None:
        """Set the page anew when the colours or the size of text have changed."""
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in kinds and getattr(self, "_page", None) is not None:
            down = self.verticalScrollBar().value()
            self._write()
            self.mark(self._hits)
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.verticalScrollBar().setValue(down)

    def _over(self, hit: tuple[int, int]) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(hit[0])
        cursor.setPosition(sum(hit), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _write(self) -> None:
        if self._page is None:
            return
        tokens = theme()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Link, tokens.accent_ink)
        if palette != self.palette():
            self.setPalette(palette)
        document = self.document()
        document.setDefaultFont(font())
        document.setIndentWidth(SPACE_XL)
        sizes = {role: f"{font(role).pointSizeF():.1f}pt" for role in ("title", "heading")}
        document.setDefaultStyleSheet(
            f"body {{ color: {tokens.ink.name()}; }} a {{ color: {tokens.accent_ink.name()}; }}"
            "b { font-weight: 600; }"
            f".title {{ font-size: {sizes['title']}; font-weight: 600; }}"
            f".heading {{ font-size: {sizes['heading']}; font-weight: 600; margin-top: {SPACE_L}px; }}"
            f"p {{ margin: 0px 0px {SPACE_S}px 0px; }} li {{ margin: 0px 0px {SPACE_S}px 0px; }}"
        )
        document.setHtml(f"<body>{''.join(_blocks(self._page.lines))}</body>")
        self._tell_headings(self._page.lines)

    def _tell_headings(self, lines: tuple[Line, ...]) -> None:
        """Say to a screen reader what is a heading: `<h1>` would say so too, but in sizes of Qt's own."""
        block = self.document().begin()
        for line in lines:
            if line.kind in _LEVELS:
                said = QTextBlockFormat()
                said.setHeadingLevel(_LEVELS[line.kind])
                QTextCursor(block).mergeBlockFormat(said)
            block = block.next()


def _blocks(lines: tuple[Line, ...]) -> list[str]:
    """Return the lines as HTML, steps and points in lists of their own."""
    said, inside = [], ""
    for line in lines:
        wanted = _LISTS.get(line.kind, "")
        if inside and (wanted != inside or line.number == 1):
            said.append(f"</{inside}>")
            inside = ""
        if wanted and not inside:
            said.append(f"<{wanted}>")
            inside = wanted
        tag = "li" if wanted else "p"
        said.append(f'<{tag} class="{line.kind}">{html(line)}</{tag}>')
    if inside:
        said.append(f"</{inside}>")
    return said
