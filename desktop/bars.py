"""The bars around a room: what holds is above it, what just happened below. Each is made when first needed."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from resources.words import tr
from widgets.tokens import SPACE_S, SPACE_XL

if TYPE_CHECKING:
    from widgets.notice_bar import NoticeBar

LONGEST_NAME = 64


class Bars(QWidget):
    """Says one thing that happened, one thing that is so, and one thing that is good to know.

    What happened comes and goes by itself. It has its place under the room (`below`), so that nothing moves under the
    pointer of who is about to press something.

    Signals, from the buttons of a notice: `undo_requested()`, and `more_requested(key)` with the key it was given with.
    `held_requested()` comes from the first button of the banner, `advice_taken()` from that of the advice.
    """

    undo_requested = Signal()
    more_requested = Signal(str)
    held_requested = Signal()
    advice_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._advice: NoticeBar | None = None
        self._held = ("", "", "")
        self.warnings = 0
        self._always = ""
        self._notice: NoticeBar | None = None
        self._banner: NoticeBar | None = None
        self.below = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_XL, SPACE_S, SPACE_XL, 0)
        self._column.setSpacing(SPACE_S)
        beneath = QVBoxLayout(self.below)
        beneath.setContentsMargins(SPACE_XL, 0, SPACE_XL, 0)
        beneath.setSpacing(SPACE_S)
        # A notice stands off from the status bar; without one there is no room between.
        end = QWidget()
        end.setFixedHeight(0)
        beneath.addWidget(end)

    @property
    def notice(self) -> "NoticeBar":
        """What just happened."""
        if self._notice is None:
            self._notice = self._add(self.below.layout())
            self._notice.action_requested.connect(self.undo_requested)
            self._notice.more_requested.connect(self.more_requested)
        return self._notice

    @property
    def banner(self) -> "NoticeBar":
        """What holds as long as it is shown: that nothing can be changed, or that the file can't be followed."""
        if self._banner is None:
            self._banner = self._add(self._column)
            self._banner.action_requested.connect(self.held_requested)
            self._banner.more_requested.connect(self.more_requested)
        return self._banner

    @property
    def advice(self) -> "NoticeBar":
        """What is good to know about this file, until it is closed or taken."""
        if self._advice is None:
            self._advice = self._add(self._column)
            self._advice.action_requested.connect(self.advice_taken)
            self._advice.more_requested.connect(self.more_requested)
        return self._advice

    def give(self, say: str, *, can_undo: bool = False, more: str = "", more_key: str = "") -> None:
        """Say what was done, with Undo where there is a way back, and with `more` where it leads on."""
        self.notice.show_notice(say, action=tr("Undo") if can_undo else "", more=more, more_key=more_key)

    def warn(self, say: str, *, more: str = "", more_key: str = "") -> None:
        """Say what went wrong, until it is closed, with a button `more` where something can be done about it.

        `warnings` counts how often.
        """
        self.warnings += 1
        self.notice.show_notice(say, more=more, more_key=more_key, kind="warning")

    def hold_always(self, say: str) -> None:
        """Show in the banner what is true of this start of the program, before all else that is to be held."""
        self._always = say
        self.hold("")

    def hold(self, say: str, *, action: str = "", more: str = "", more_key: str = "") -> None:
        """Show a banner as long as `say` is true; an empty text takes it away.

        Shown again at each look, it is touched only when it says something else: a button under the pointer stays.
        """
        say = " ".join(part for part in (self._always, say) if part)
        if say:
            shown = (say, action, more)
            if self.banner.isHidden() or self._held != shown:
                self._held = shown
                self.banner.show_notice(say, action, more=more, more_key=more_key, kind="warning", closable=False)
        elif self._banner is not None:
            self._banner.dismiss()

    def advise_of_upgrade(self, file: Path, kept: Path) -> None:
        """Say, until it is closed, that a file of an older Handshake was brought up to date, and where it is as it was.

        Not in the notice: the first thing that is saved would take it away.
        """
        say = tr(
            "“{name}” was made by an older Handshake and is up to date now. As it was before, it is kept beside it: "
            "“{kept}”."
        )
        self.advice.show_notice(say.format(name=_short(file.name), kept=_short(kept.name)), sticky=True)

    @property
    def is_advising(self) -> bool:
        """Say whether there is advice on the screen."""
        return self._advice is not None and not self._advice.isHidden()

    @property
    def is_held(self) -> bool:
        """Say whether a notice is on the screen that stays until somebody closes it."""
        return self._notice is not None and self._notice.is_held

    def dismiss_notice(self) -> None:
        """Take the notice away: its Undo is for a change before the last."""
        if self._notice is not None:
            self._notice.dismiss()

    def clear(self) -> None:
        """Say nothing more."""
        for bar in (self._notice, self._banner, self._advice):
            if bar is not None:
                bar.hide()
        if self._always:
            self.hold("")

    def _add(self, column: QLayout | None) -> "NoticeBar":
        from widgets.notice_bar import NoticeBar

        assert isinstance(column, QVBoxLayout)
        bar = NoticeBar()
        column.insertWidget(0, bar)
        return bar


def _short(name: str) -> str:
    """Return the name of a file as a sentence can hold it, with its end, by which copies differ."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME // 2]}…{name[-LONGEST_NAME // 2 :]}"
