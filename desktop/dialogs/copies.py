"""A business file beside its copies: how old each is, what it holds, and who changed it last."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop.dialogs.page import Page
from desktop.dialogs.plain_list import PlainList
from desktop.wording import figures
from desktop.wording.typed import typed
from resources.words import tr
from storage.surroundings import Copy
from widgets.card import Muted


class Copies(Page):
    """Shows `this` file, which is open, and its `copies`. `open_requested(path)` asks for another window on one."""

    open_requested = Signal(str)

    def __init__(self, this: Copy, copies: Sequence[Copy], parent: QWidget | None = None) -> None:
        super().__init__(tr("The same business in two files") if len(copies) == 1 else tr("Copies of this business"),
                         parent)  # fmt: skip
        self._copies = (this, *copies)
        self.column.addWidget(
            Muted(
                tr(
                    "A folder that is copied between computers makes a second file when both have changed it. Nothing "
                    "is taken from one into the other by itself: look at both, type in what is missing, and then put "
                    "the other one away."
                )
            )
        )
        rows = [self._row(copy, is_open=copy is this) for copy in self._copies]
        headers = (tr("File"), tr("Last change"), tr("By"), tr("Deals"), tr("What it was"))
        self.list = PlainList(headers, rows, self.windowTitle())
        self.list.search_edit.hide()
        self.column.addWidget(self.list, 1)
        self.open_button = self.buttons.addButton(
            tr("Open it in another window"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.open_button.clicked.connect(self._ask)
        self.list.tree.itemActivated.connect(self._ask)
        self.list.tree.currentItemChanged.connect(self._show)
        first = self.list.tree.topLevelItem(1)
        if first is not None:
            self.list.tree.setCurrentItem(first)
        self.resize(880, 420)

    def _row(self, copy: Copy, *, is_open: bool) -> tuple[str, ...]:
        name = tr("{name} (open here)").format(name=copy.path.name) if is_open else copy.path.name
        when = tr("never")
        if copy.changed_at is not None:
            local = copy.changed_at.astimezone()
            when = f"{figures.day_year(local.date())} {figures.clock(local.time())}"
        return name, when, typed(copy.who), figures.number(copy.deals), typed(copy.label)

    def _chosen(self) -> int:
        chosen = self.list.tree.currentItem()
        return -1 if chosen is None else self.list.tree.indexOfTopLevelItem(chosen)

    def _show(self) -> None:
        self.open_button.setEnabled(self._chosen() > 0)

    def _ask(self) -> None:
        if self._chosen() > 0:
            self.open_requested.emit(str(self._copies[self._chosen()].path))
