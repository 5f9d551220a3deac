"""The list of deals as painted cards: a model that reads page by page, and a view that asks and tells."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QFrame, QListView, QStyleOptionViewItem, QWidget

from resources.words import tr
from widgets.card import tooltip
from widgets.list_paint import paint_row_frame
from widgets.text_paint import TRAILING, draw_line, mirrored
from widgets.theme import metrics, theme
from widgets.zone_badge import badge_size, paint_badge, zone_words

_Index = QModelIndex | QPersistentModelIndex
_PAD = 10
_GAP = 2


class DealCard(NamedTuple):
    """One deal of the list, in words. `zone` None: not worked out yet, no badge. `muted`: over and done with."""

    id: str
    client: str
    offering: str = ""
    value_text: str = ""
    date_text: str = ""
    zone: str | None = None
    zone_text: str = ""
    late: bool = False
    muted: bool = False


def deal_words(card: DealCard) -> str:
    """Return the card as one sentence for a screen reader."""
    date = tr("late, {date}").format(date=card.date_text) if card.late else card.date_text
    zone = "" if card.zone is None else card.zone_text or zone_words(card.zone)
    return ", ".join(part for part in (card.client, card.offering, card.value_text, date, zone) if part)


class DealListModel(QAbstractListModel):
    """The deals that were read so far, of `total`. `more_wanted(offset)` asks for the next page: `append_cards`."""

    more_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[DealCard] = []
        self._rows: dict[str, int] = {}
        self._total = 0
        self._asked = -1

    def set_cards(self, cards: Sequence[DealCard], total: int | None = None) -> None:
        """Show `cards`, the first page of `total` (all of them by default). The same deals again are only updated."""
        self._total = len(cards) if total is None else total
        self._asked = -1
        if [card.id for card in cards] == [card.id for card in self._cards]:
            for card in cards:
                self.update_card(card)
            return
        self.beginResetModel()
        self._cards = list(cards)
        self._rows = {card.id: row for row, card in enumerate(self._cards)}
        self.endResetModel()

    def append_cards(self, cards: Sequence[DealCard], total: int | None = None) -> None:
        """Add the next page."""
        self._asked = -1
        self._total = total if total is not None else max(self._total, len(self._cards) + len(cards))
        fresh = [card for card in cards if card.id not in self._rows]
        if not fresh:
            # The deals have moved between two reads: ask no more, rather than for ever.
            self._total = len(self._cards)
            return
        first = len(self._cards)
        self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
        self._cards.extend(fresh)
        self._rows.update((card.id, first + offset) for offset, card in enumerate(fresh))
        self.endInsertRows()

    def update_card(self, card: DealCard) -> bool:
        """Show the new state of the deal `card.id`, if it is in the list; say whether it is."""
        row = self._rows.get(card.id)
        if row is None:
            return False
        if self._cards[row] != card:
            self._cards[row] = card
            self.dataChanged.emit(self.index(row), self.index(row))
        return True

    def card_at(self, row: int) -> DealCard:
        """Return the card of `row`."""
        return self._cards[row]

    def row_of(self, deal_id: str) -> int:
        """Return the row of a deal, or -1."""
        return self._rows.get(deal_id, -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many deals were read so far."""
        return 0 if parent.isValid() else len(self._cards)

    def canFetchMore(self, parent: _Index) -> bool:
        """True while there are more deals than were read, and none are on their way."""
        return not parent.isValid() and len(self._cards) < self._total and self._asked != len(self._cards)

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._asked = len(self._cards)
            self.more_wanted.emit(self._asked)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card in words; painting reads `card_at`."""
        if not index.isValid() or index.row() >= len(self._cards):
            return None
        card = self._cards[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return deal_words(card)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(deal_words(card))
        return None


class DealDelegate(QAbstractItemDelegate):
    """Paints one card: client and value, offering and date, the badge of its zone."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Every card is as high as three lines of the system font."""
        height = 2 * _PAD + metrics("strong").height() + metrics("body").height() + badge_size("").height() + 3 * _GAP
        return QSize(metrics("body").averageCharWidth() * 24, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the card of `index`."""
        model = index.model()
        assert isinstance(model, DealListModel)
        card = model.card_at(index.row())
        tokens = theme()
        rect: QRect = option.rect
        direction: Qt.LayoutDirection = option.direction
        painter.save()
        painter.setLayoutDirection(direction)
        paint_row_frame(painter, option)
        inner = rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        ink = tokens.muted if card.muted else tokens.ink
        top = inner.top()
        for role, left, right, left_colour, right_role, right_colour in (
            ("strong", card.client, card.value_text, ink, "body", ink),
            ("body", card.offering, _date_shown(card), tokens.muted, "body", _date_colour(card)),
        ):
            height = metrics(role).height()
            right_width = min(metrics(right_role).horizontalAdvance(right) + 2, inner.width() * 3 // 5) if right else 0
            line = QRect(inner.left(), top, inner.width(), height)
            lead = QRect(inner.left(), top, inner.width() - right_width - (8 if right else 0), height)
            trail = QRect(inner.right() + 1 - right_width, top, right_width, height)
            draw_line(painter, mirrored(direction, line, lead), left, role, left_colour)
            draw_line(painter, mirrored(direction, line, trail), right, right_role, right_colour, TRAILING)
            top += height + _GAP
        if card.zone is not None:
            text = card.zone_text or zone_words(card.zone, short=True)
            size = badge_size(text)
            badge = QRect(inner.left(), top + _GAP, min(size.width(), inner.width()), size.height())
            paint_badge(painter, mirrored(direction, inner, badge), card.zone, text)
        painter.restore()


def _date_shown(card: DealCard) -> str:
    return tr("late, {date}").format(date=card.date_text) if card.late else card.date_text


def _date_colour(card: DealCard) -> Any:
    return theme().zone("OFF").ink if card.late else theme().muted


class DealListView(QListView):
    """The list of deals. `deal_chosen` tells of the current deal when a person moves to it, not when a room does."""

    deal_chosen = Signal(str)
    open_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Deals"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        # One of our own: to hand out Qt's, PySide6 first makes every class that it might be, which takes 10 ms.
        self.setViewport(QWidget())
        self.viewport().setAutoFillBackground(False)
        self._told = True
        self._kept: str | None = None
        self.deals = DealListModel(self)
        self.setItemDelegate(DealDelegate(self))
        self.setModel(self.deals)
        self.deals.modelAboutToBeReset.connect(self._keep)
        self.deals.modelReset.connect(self._restore)
        self.activated.connect(self._open)

    def current_id(self) -> str | None:
        """The id of the current deal, or None."""
        index = self.currentIndex()
        return self.deals.card_at(index.row()).id if index.isValid() else None

    def set_current(self, deal_id: str | None) -> bool:
        """Move to a deal without telling of it; say whether it is in the list (else nothing is current)."""
        row = -1 if deal_id is None else self.deals.row_of(deal_id)
        self._told = False
        try:
            self.setCurrentIndex(self.deals.index(row) if row >= 0 else QModelIndex())
        finally:
            self._told = True
        return row >= 0

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell which deal was chosen."""
        super().currentChanged(current, previous)
        if self._told and current.isValid():
            self.deal_chosen.emit(self.deals.card_at(current.row()).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete asks to delete; everything else moves."""
        current = self.current_id()
        if current is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_requested.emit(current)
        elif current is not None and event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit(current)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are for the shortcuts of the room: no jumping about."""

    def _open(self, index: QModelIndex) -> None:
        self.open_requested.emit(self.deals.card_at(index.row()).id)

    def _keep(self) -> None:
        self._kept = self.current_id()
        self._told = False

    def _restore(self) -> None:
        self.set_current(self._kept)
