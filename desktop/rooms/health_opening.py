"""Opening a health check together: the words, then area by area as a moment of its own (framework.md section 12).

Nothing is written before all words are right, and nothing at all until the last area has been looked at: who closes
it midway loses nothing, since the sealed answers stay.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.health import Unlocked, area_titles, open_check, sheets_of
from desktop.rooms.health_opening_area import OpeningArea, OpeningGuess
from desktop.rooms.health_opening_words import OpeningWords
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import health_check as words
from framework.health import Area
from framework.health_check import Asked, HealthCheck, Opened
from framework.people import Function
from resources.words import tr
from storage.health import read_check
from storage.trouble import Trouble


class Opening(QWidget):
    """Signals: `kept()` when it is open for good, `left()` when it is not opened now, `anew(key)` when somebody has
    forgotten their word and answers again."""

    kept = Signal()
    left = Signal()
    anew = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._check: HealthCheck | None = None
        self._unlocked: list[Unlocked] = []
        self._areas: tuple[Area | None, ...] = ()
        self._at = 0
        self._guesses: dict[tuple[Area, Function], int] = {}
        self._skips = False
        self._titles = area_titles()
        self.words, self.guess, self.area = OpeningWords(session), OpeningGuess(), OpeningArea()
        self.stack = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        for page in (self.words, self.guess, self.area):
            self.stack.addWidget(page)
            page.left.connect(self.leave)
        self.words.ready.connect(self._begin_areas)
        self.words.anew.connect(self._start_anew)
        self.guess.shown.connect(self._take_guesses)
        self.guess.skipped.connect(self._skip)
        self.area.next_asked.connect(self.go_on)

    @property
    def is_open(self) -> bool:
        """True while words are typed or areas are looked at."""
        return self._check is not None

    def begin(self, check: HealthCheck, asked: Sequence[Asked]) -> None:
        """Ask `asked` for their words; then show area by area what they said."""
        self.clear()
        self._check = check
        self.words.begin(asked)
        self.stack.setCurrentWidget(self.words)

    def clear(self) -> None:
        """Forget the words and everything that was said."""
        self._check, self._unlocked, self._areas = None, [], ()
        self._at, self._guesses, self._skips = 0, {}, False
        self.words.clear()
        self.area.clear()
        self.stack.setCurrentWidget(self.words)

    def focus_first(self) -> None:
        """Give the keyboard to what is asked now."""
        page = self.stack.currentWidget()
        if isinstance(page, OpeningWords | OpeningGuess | OpeningArea):
            page.focus_first()

    def leave(self) -> None:
        """Stop here: nothing is kept, nothing is lost."""
        self.clear()
        self.left.emit()

    def _start_anew(self, key: str) -> None:
        self.clear()
        self.anew.emit(key)

    def _begin_areas(self, unlocked: list[Unlocked]) -> None:
        assert self._check is not None
        self._unlocked = unlocked
        self._areas = words.areas_asked(self._check.statements)
        self._at = 0
        self._come_to_area()

    def _come_to_area(self) -> None:
        area = self._areas[self._at]
        if area is None or self._skips:
            self._show_area()
            return
        self.guess.begin(self._titles[area], self._count())
        self.stack.setCurrentWidget(self.guess)
        self.focus_first()

    def _count(self) -> str:
        said = tr("{number} of {all}")
        return said.format(number=figures.number(self._at + 1), all=figures.number(len(self._areas)))

    def _take_guesses(self, guesses: dict[Function, int]) -> None:
        area = self._areas[self._at]
        if area is not None:
            self._guesses |= {(area, function): guess for function, guess in guesses.items()}
        self._show_area()

    def _skip(self) -> None:
        self._skips = True
        self._show_area()

    def _show_area(self) -> None:
        assert self._check is not None
        area = self._areas[self._at]
        # As it will be kept after the last area; until then only in memory.
        opened = Opened(self._check, sheets_of(self._unlocked), self._guesses, None)
        last = self._at == len(self._areas) - 1
        self.area.show_area(opened, area, words.area_name(area, self._titles), self._count(), last=last)
        self.stack.setCurrentWidget(self.area)
        self.area.area.verticalScrollBar().setValue(0)
        self.focus_first()

    def go_on(self) -> None:
        """Go to the next area; after the last one keep it all."""
        if self._at + 1 < len(self._areas):
            self._at += 1
            self._come_to_area()
        else:
            self._keep()

    def _keep(self) -> None:
        session, check = self._session, self._check
        assert check is not None
        found = read_check(session.book, check.id)
        unlocked, guesses = self._unlocked, self._guesses
        try:
            if found is None:
                raise Trouble(tr("This check was taken back in the meantime, so nothing was kept."))
            # From here on its news is our own, and not a check that has gone.
            self._check = None
            open_check(book=session.book, who=session.author, check=found, unlocked=unlocked, guesses=guesses)
        except Trouble as trouble:
            self._check = check
            self.area.say(trouble.say)
            return
        self.clear()
        self.kept.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops before anything is shown; after that only the button does."""
        if event.key() == Qt.Key.Key_Escape and self.stack.currentWidget() is self.words:
            self.leave()
        else:
            super().keyPressEvent(event)
