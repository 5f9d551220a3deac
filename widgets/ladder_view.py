"""The ladder as a picture: steps with the highest on top, and on each the cards of what waits there."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.card import Muted, PlainLabel, tooltip
from widgets.flow import FlowLayout
from widgets.page_scroll import bring_into_view
from widgets.tab_order import ARROWS, rove
from widgets.text_paint import Paragraph
from widgets.theme import metrics, theme
from widgets.tokens import RADIUS, SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from widgets.zone_badge import badge_size, paint_badge

_LINE = 3
_CARD_LETTERS = 27
_TEXT_LETTERS, _LEAST_LETTERS = 30, 20
"""So wide are the words of a step, and so narrow they become before anything is cut off."""
_LONGEST_TITLE = 90
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class LadderCard(NamedTuple):
    """One thing that waits on a step. `badge` says how long there is, in the colours of the zone `tone`."""

    key: str
    title: str
    line: str = ""
    badge: str = ""
    tone: str = "ASK"


class LadderStep(NamedTuple):
    """One step. `skip` says why it is passed over here (then it is greyed), `empty` what is said without cards."""

    key: str
    number: str
    name: str
    who: str
    belongs: str = ""
    skip: str = ""
    cards: tuple[LadderCard, ...] = ()
    empty: str = ""
    more: str = ""


class LadderView(QWidget):
    """Steps under each other, given from the lowest to the highest.

    Arrow keys go between the cards and the steps; the whole is one stop for Tab. Signals: `card_chosen(key)` when a
    person has reached a card by click or arrow, `card_opened(key)` on Enter, Space or a double click.
    """

    card_chosen = Signal(str)
    card_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[LadderStep, ...] = ()
        self._rows: list[_StepRow] = []
        self._current = ""
        self._stop: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def steps(self) -> tuple[LadderStep, ...]:
        """The steps shown, the lowest first."""
        return self._steps

    def current(self) -> str:
        """The key of the card that is chosen, empty for none."""
        return self._current

    def set_steps(self, steps: Sequence[LadderStep]) -> None:
        """Show `steps`; the chosen card and the keyboard stay where the keys are the same."""
        wanted = tuple(steps)
        if wanted == self._steps:
            return
        had_focus = self._stop is not None and self._stop.hasFocus()
        key = self._key_of(self._stop)
        self._steps = wanted
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_StepRow(step, self) for step in reversed(wanted)]
        # In every step the same, so that the cards of all begin in one line, however wide the ladder is.
        widest = max((card.sizeHint().width() for card in self._cards()), default=0)
        for row in self._rows:
            row.right.setMinimumWidth(widest)
        for row in self._rows:
            self._column.addWidget(row)
            # Now, and not when the layout comes to it: a step that is hidden can't take the keyboard.
            row.show()
            for card in row.cards:
                card.reached.connect(self._choose)
                card.opened.connect(self.card_opened)
                card.pressed_at.connect(self._take_stop)
        self._stop = None
        self.set_current(self._current)
        stops = self._stops()
        same = [stop for stop in stops if key and self._key_of(stop) == key]
        chosen = [stop for stop in stops if self._current and self._key_of(stop) == self._current]
        cards = [stop for stop in stops if isinstance(stop, QuestionCard)]
        place = next(iter((*same, *chosen, *cards, *stops)), None)
        self._rove(place)
        if had_focus and place is not None:
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_current(self, key: str) -> None:
        """Mark a card as the chosen one, silently; an empty key marks none.

        The keyboard goes with it from card to card.
        """
        self._current = key
        stop = self._stop
        has_focus = stop is not None and stop.hasFocus()
        for card in self._cards():
            card.setChecked(card.key == key)
            if card.key == key and card is not stop and not (has_focus and not isinstance(stop, QuestionCard)):
                self._rove(card)
                if has_focus:
                    card.setFocus(Qt.FocusReason.OtherFocusReason)

    def card(self, key: str) -> "QuestionCard":
        """Return the card of `key`. Raises KeyError when there is none."""
        for card in self._cards():
            if card.key == key:
                return card
        raise KeyError(key)

    def reveal(self, key: str) -> None:
        """Scroll until the card of `key` is in sight, if there is one."""
        for card in self._cards():
            if card.key == key:
                bring_into_view(card)

    def focus_first(self) -> None:
        """Give the keyboard to the card or step where it was, at first to the topmost card."""
        if self._stop is not None:
            self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move between cards and steps."""
        move = ARROWS.get(Qt.Key(event.key()))
        if move is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        down, across = move
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            across = -across
        self._move(down, across)

    def _move(self, down: int, across: int) -> None:
        row, at = self._place()
        lines = [each.stops() for each in self._rows]
        if not lines:
            return
        if across:
            at = max(0, min(at + across, len(lines[row]) - 1))
        else:
            row = max(0, min(row + down, len(lines) - 1))
            at = min(at, len(lines[row]) - 1)
        self._take_stop(lines[row][at])
        if self._stop is not None:
            self._stop.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self._stop)
            if isinstance(self._stop, QuestionCard):
                self._choose(self._stop.key)

    def _place(self) -> tuple[int, int]:
        for row, each in enumerate(self._rows):
            stops = each.stops()
            if self._stop in stops:
                return row, stops.index(self._stop)
        return 0, 0

    def _choose(self, key: str) -> None:
        self.set_current(key)
        self.card_chosen.emit(key)

    def _take_stop(self, stop: object) -> None:
        if isinstance(stop, QWidget):
            self._rove(stop)

    def _rove(self, stop: QWidget | None) -> None:
        """Let Tab stop at `stop` and nowhere else in here."""
        self._stop = stop
        rove(self, self._stops(), stop)

    def _stops(self) -> list[QWidget]:
        return [stop for row in self._rows for stop in row.stops()]

    def _cards(self) -> list["QuestionCard"]:
        return [card for row in self._rows for card in row.cards]

    @staticmethod
    def _key_of(stop: QWidget | None) -> str:
        return stop.key if isinstance(stop, QuestionCard | _StepRow) else ""


class QuestionCard(QAbstractButton):
    """A card on a step: title, a line, a badge. It is checked while it is the chosen one.

    Signals: `reached(key)` on a click, `opened(key)` on Enter, Space or a double click.
    """

    reached = Signal(str)
    opened = Signal(str)
    pressed_at = Signal(object)

    def __init__(self, card: LadderCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = card.key
        self._card = card
        title = " ".join(card.title.split())
        self._title = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1].rstrip() + "…"
        self.setCheckable(True)
        self.setAccessibleName(", ".join(part for part in (title, card.line, card.badge) if part))
        self.setToolTip(tooltip(title) if title != self._title else "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """The view says which one is chosen."""

    def sizeHint(self) -> QSize:
        """As wide as every card, as high as its words."""
        width = max(_CARD_LETTERS * metrics("body").averageCharWidth(), self._badge_width() + 2 * SPACE_M)
        inner = width - 2 * SPACE_M
        height = 2 * SPACE_S + sum(paragraph.height for paragraph in self._paragraphs(inner))
        if self._card.badge:
            height += badge_size(self._card.badge).height() + SPACE_XS
        return QSize(width, round(height + 0.49))

    def minimumSizeHint(self) -> QSize:
        """The same: half a card can't be read."""
        return self.sizeHint()

    def _badge_width(self) -> int:
        return badge_size(self._card.badge).width() if self._card.badge else 0

    def _paragraphs(self, width: int) -> list[Paragraph]:
        texts = ((self._title, "strong"), (self._card.line, "small"))
        return [Paragraph(text, role, width, self.layoutDirection()) for text, role in texts if text]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card; the chosen one has a strong line, the one with the keyboard a filled ground."""
        tokens = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        strong = self.isChecked() or self.hasFocus()
        pen = QPen(tokens.accent_ink if strong else tokens.button_line, 2 if strong else 1)
        painter.setPen(pen)
        painter.setBrush(tokens.hover if self.hasFocus() or self.underMouse() else tokens.card)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        inner, top = self.width() - 2 * SPACE_M, float(SPACE_S)
        for number, paragraph in enumerate(self._paragraphs(inner)):
            paragraph.draw(painter, SPACE_M, top, tokens.muted if number else tokens.ink)
            top += paragraph.height
        if self._card.badge:
            size = badge_size(self._card.badge)
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = self.width() - SPACE_M - size.width() if mirrored else SPACE_M
            place = QRect(left, round(top) + SPACE_XS, size.width(), size.height())
            paint_badge(painter, place, self._card.tone, self._card.badge)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open; the arrows are for the ladder."""
        if Qt.Key(event.key()) in _OPENS and not event.isAutoRepeat():
            self.reached.emit(self.key)
            self.opened.emit(self.key)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press chooses."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed_at.emit(self)
            self.reached.emit(self.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self.update()


class _Words(QWidget):
    """The words of a step: as wide as those of every other, and narrower where the cards need the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        letter = metrics("body").averageCharWidth()
        self.setMinimumWidth(_LEAST_LETTERS * letter)
        self.setMaximumWidth(_TEXT_LETTERS * letter)

    def sizeHint(self) -> QSize:
        """As wide as can be, whatever the words are."""
        return QSize(self.maximumWidth(), super().sizeHint().height())


class _StepRow(QWidget):
    """One step: its number, its words, and its cards side by side."""

    def __init__(self, step: LadderStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = step.key
        self._quiet = bool(step.skip)
        self.cards = [QuestionCard(card) for card in step.cards]
        number = PlainLabel(step.number, "number", "muted" if step.skip else "accent")
        number.setFixedWidth(max(metrics("number").horizontalAdvance("4") * 2, number.sizeHint().width()))
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(PlainLabel(step.name, "strong", "muted" if step.skip else "ink", wrap=True))
        words.addWidget(PlainLabel(step.who, "body", "muted" if step.skip else "ink", wrap=True))
        for text in (step.skip, "" if step.skip else step.belongs):
            if text:
                words.addWidget(Muted(text, "small"))
        words.addStretch(1)
        left = _Words()
        left.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        self.right = self._right(step)
        # What stands there has a say in the height alone: the words beside it are of one width in all steps.
        policy = self.right.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self.right.setSizePolicy(policy)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_S, SPACE_M, SPACE_S, SPACE_M + _LINE)
        across.setSpacing(SPACE_L)
        across.addWidget(number)
        across.addWidget(left)
        across.addWidget(self.right, 1)
        self._say(step)

    def _right(self, step: LadderStep) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        if self.cards:
            flow = QWidget()
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            flow.setSizePolicy(policy)
            lines = FlowLayout(flow)
            for card in self.cards:
                lines.addWidget(card)
            column.addWidget(flow)
            if step.more:
                column.addWidget(Muted(step.more, "small"))
        elif step.empty and not step.skip:
            column.addWidget(Muted(step.empty, "small"))
        column.addStretch(1)
        return right

    def _say(self, step: LadderStep) -> None:
        said = (step.who, step.skip or step.belongs, "" if self.cards or step.skip else step.empty)
        self.setAccessibleName(f"{step.number}. {step.name}")
        self.setAccessibleDescription(". ".join(part.rstrip(".") for part in said if part))

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops: the cards, or the step itself where there is none."""
        return [*self.cards] or [self]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows are for the ladder."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the step itself: a line under what stands on it."""
        tokens = theme()
        painter = QPainter(self)
        line = QRect(0, self.height() - _LINE, self.width(), _LINE)
        painter.fillRect(line, tokens.line if self._quiet else tokens.button_line)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens.accent_ink, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -_LINE - 1), RADIUS, RADIUS)
