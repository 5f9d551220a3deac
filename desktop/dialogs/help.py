"""Help: a page for each tab and a few more, to read beside the work, to search, and to print."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
)

from desktop import settings
from desktop.dialogs.help_view import HelpView
from desktop.dialogs.printable import PrintablePage
from desktop.finder.folding import LONGEST_QUERY
from desktop.help_search import Found, find
from desktop.wording import figures
from desktop.wording.help import SpokenPage, spoken
from resources.help import help_pages
from resources.words import language, tr
from widgets.card import Muted
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

if TYPE_CHECKING:
    from desktop.printing.page import Page as Paper

WIDTH, HEIGHT = 900, 640


class _Place(NamedTuple):
    """Where somebody was: a page by its key and how far down it."""

    key: str
    down: int = 0


class HelpWindow(PrintablePage):
    """A window of its own, so that the work goes on beside it. `keys` are those of the menus by path.

    What is typed anywhere looks for it; Enter and F3 go from hit to hit through all pages that have the words.
    """

    def __init__(self, keys: Mapping[str, str], *, remembers: bool = True) -> None:
        super().__init__(tr("Help"))
        self.setWindowFlags(Qt.WindowType.Window)
        self._remembers = remembers
        self._speak(keys)
        self._shown = self.pages[0]
        self._past: list[_Place] = []
        self._to_come: list[_Place] = []
        self._found: tuple[Found, ...] = ()
        self._at = 0

        self.back_button = QPushButton(tr("Back"))
        self.forward_button = QPushButton(tr("Forward"))
        self.search_edit = QLineEdit()
        self.search_edit.setPlaceholderText(tr("Find in all of help"))
        self.search_edit.setAccessibleName(tr("Find in all of help"))
        self.search_edit.setMaxLength(LONGEST_QUERY)
        self.search_edit.setClearButtonEnabled(True)
        self.next_button = QPushButton(tr("Next hit"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Pages of help"))
        self.browser = HelpView()
        self.found_label = Muted("", "small")
        self.found_label.setWordWrap(True)
        self.found_label.hide()
        self.what_box = QComboBox()
        self.what_box.setAccessibleName(tr("What is printed"))
        self.what_box.addItem(tr("This page"), False)
        self.what_box.addItem(tr("All pages"), True)
        self._lay_out()
        self._connect()
        for page in self.pages:
            item = QListWidgetItem(page.title)
            item.setData(Qt.ItemDataRole.UserRole, page.key)
            item.setSizeHint(QSize(0, self.list.fontMetrics().height() + SPACE_S + 2))
            self.list.addItem(item)
        self._show(_Place(self._shown.key))
        self._place()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_S)
        for button in (self.back_button, self.forward_button, self.next_button):
            button.setAutoDefault(False)
        top.addWidget(self.back_button)
        top.addWidget(self.forward_button)
        top.addSpacing(SPACE_M)
        top.addWidget(self.search_edit, 1)
        top.addWidget(self.next_button)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.browser)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(SPACE_M)
        self.column.addLayout(top)
        self.column.addWidget(self.found_label)
        self.column.addWidget(self.splitter, 1)
        self.buttons.layout().insertWidget(0, self.what_box)  # type: ignore[union-attr]

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.go_back)
        self.forward_button.clicked.connect(self.go_forward)
        self.next_button.clicked.connect(self.next_hit)
        self.search_edit.textChanged.connect(self._look_for)
        self.search_edit.returnPressed.connect(self.next_hit)
        self.list.currentItemChanged.connect(self._choose)
        self.browser.anchorClicked.connect(self._follow)
        keys = QKeySequence.StandardKey
        for sequence, slot in (
            (QKeySequence("Alt+Left"), self.go_back),
            (QKeySequence("Alt+Right"), self.go_forward),
            (QKeySequence("F3"), self.next_hit),
            (QKeySequence("Shift+F3"), self.hit_before),
            (QKeySequence(keys.Find), self.focus_search),
        ):
            QShortcut(sequence, self).activated.connect(slot)
        for watched in (self.list, self.browser):
            watched.installEventFilter(self)

    def _place(self) -> None:
        state = settings.help_geometry() if self._remembers else None
        if state is None or not self.restoreGeometry(state):
            room = QGuiApplication.primaryScreen().availableSize()
            self.resize(min(WIDTH, room.width() - SPACE_L), min(HEIGHT, room.height() - SPACE_L))
        measure = self.list.fontMetrics()
        left = max(measure.horizontalAdvance(f"{page.title} (99)") for page in self.pages) + SPACE_XL
        self.splitter.setSizes([left, max(1, self.width() - left)])
        self.browser.setFocus()

    def _speak(self, keys: Mapping[str, str]) -> None:
        self._keys = dict(keys)
        self.pages = tuple(spoken(page, keys) for page in help_pages(language()))
        self._by_key = {page.key: page for page in self.pages}

    def take_keys(self, keys: Mapping[str, str]) -> None:
        """Name the keys as the menus have them now: with a file they have those of the tabs as well."""
        if keys != self._keys:
            here = self._here()
            self._speak(keys)
            self._show(here)
            self._look_for(self.search_edit.text())

    # Pages

    @property
    def page(self) -> SpokenPage:
        """The page on screen."""
        return self._shown

    def go_to(self, key: str) -> None:
        """Show a page; Back comes here again."""
        if key in self._by_key and key != self._shown.key:
            self._past.append(self._here())
            self._to_come.clear()
            self._show(_Place(key))

    def go_back(self) -> None:
        """Show the page that was read before."""
        if self._past:
            self._to_come.append(self._here())
            self._show(self._past.pop())

    def go_forward(self) -> None:
        """Show the page from which Back was pressed."""
        if self._to_come:
            self._past.append(self._here())
            self._show(self._to_come.pop())

    def _here(self) -> _Place:
        return _Place(self._shown.key, self.browser.verticalScrollBar().value())

    def _show(self, place: _Place) -> None:
        self._shown = self._by_key[place.key]
        self._at = 0
        self.browser.show_page(self._shown, place.down)
        self.browser.mark(self._hits())
        self.back_button.setEnabled(bool(self._past))
        self.forward_button.setEnabled(bool(self._to_come))
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == place.key:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self._say_found()

    def _choose(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.go_to(item.data(Qt.ItemDataRole.UserRole))
            self._show_hit(ask_for=False)

    def _follow(self, url: QUrl) -> None:
        self.go_to(url.path())

    # Finding

    def focus_search(self) -> None:
        """Go to the field that looks for words."""
        self.search_edit.setFocus()
        self.search_edit.selectAll()

    def _look_for(self, query: str) -> None:
        self._found = find(self.pages, query)
        self._at = 0
        counts = {found.key: len(found.hits) for found in self._found}
        for row in range(self.list.count()):
            item = self.list.item(row)
            key = item.data(Qt.ItemDataRole.UserRole)
            title = self._by_key[key].title
            item.setText(f"{title} ({figures.number(counts[key])})" if key in counts else title)
            # Where nothing was found all of them stay, to look by eye.
            item.setHidden(bool(counts) and key not in counts)
        if counts and self._shown.key not in counts:
            self.go_to(self._found[0].key)
        self.browser.mark(self._hits())
        if self._hits():
            self._show_hit(ask_for=False)
        else:
            self.browser.let_go()
        self._say_found()

    def _hits(self) -> tuple[tuple[int, int], ...]:
        return next((found.hits for found in self._found if found.key == self._shown.key), ())

    def next_hit(self) -> None:
        """Go to the next hit, on the next page that has one after the last of this page."""
        self._step(1)

    def hit_before(self) -> None:
        """Go to the hit before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        keys = [found.key for found in self._found]
        if not keys:
            return
        here = keys.index(self._shown.key) if self._shown.key in keys else None
        at = self._at + by
        if here is not None and 0 <= at < len(self._hits()):
            self._at = at
        else:
            wanted = keys[0] if here is None else keys[(here + by) % len(keys)]
            self.go_to(wanted)
            self._at = 0 if by > 0 else len(self._hits()) - 1
        self._show_hit()

    def _show_hit(self, *, ask_for: bool = True) -> None:
        hits = self._hits()
        if hits:
            self.browser.show_hit(hits[self._at])
        if ask_for or hits:
            self._say_found()

    def _say_found(self) -> None:
        query = self.search_edit.text().strip()
        self.next_button.setEnabled(bool(self._found))
        self.found_label.setVisible(bool(query))
        if not query:
            self.found_label.setText("")
            return
        if not self._found:
            self._say_of_search(
                tr("Nothing in help has these words: {words}. Try one word, or only its beginning.").format(words=query)
            )
            return
        every = sum(len(found.hits) for found in self._found)
        pages = len(self._found)
        hits = tr("1 hit") if every == 1 else tr("{count} hits").format(count=figures.number(every))
        where = tr("on 1 page") if pages == 1 else tr("on {count} pages").format(count=figures.number(pages))
        before = 0
        for found in self._found:
            if found.key == self._shown.key:
                here = tr("this is number {number}").format(number=figures.number(before + self._at + 1))
                self._say_of_search(f"{hits} {where}; {here}.")
                return
            before += len(found.hits)
        self._say_of_search(f"{hits} {where}.")

    def _say_of_search(self, say: str) -> None:
        """Show what was found, and say it to a screen reader, whose keyboard stays in the field."""
        if say != self.found_label.text():
            self.found_label.setText(say)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.found_label, say))

    # Printing

    def paper(self) -> "Paper":
        """Return the page on screen, or all of them, as they print."""
        from desktop.printing.help_page import help_page

        return help_page(self.pages if self.what_box.currentData() else [self._shown])

    # Events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is typed over the list or the page into the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            text, held = event.text(), event.modifiers()
            free = held & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if text.strip() and text.isprintable() and not free:
                self.search_edit.setFocus()
                self.search_edit.setText(text)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._found and not held:
                self.next_hit()
                return True
        return super().eventFilter(watched, event)

    def done(self, result: int) -> None:
        """Remember the size."""
        if self._remembers:
            settings.remember_help_geometry(self.saveGeometry())
        super().done(result)
