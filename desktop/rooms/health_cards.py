"""The cards beside the result of a health check: the reading, what to do next, the repair, and the checks before."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from resources.words import tr
from widgets.action_buttons import main_button
from widgets.card import Card, Heading, LeadLabel, Muted, PlainLabel
from widgets.tab_order import follow
from widgets.text_link import PAD, TextLink
from widgets.tokens import SPACE_S


class Link(NamedTuple):
    """Words that open `key`."""

    key: str
    text: str


class Step(NamedTuple):
    """One thing to do next: what in bold, why, and the tab that mends it by the key of its link."""

    lead: str
    why: str
    link: Link


class LinkedCard(Card):
    """A card some lines of which open what they speak of. `opened(key)`."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        margins = self.column.contentsMargins()
        # What opens has room for a ring around it; its words still begin where all others do.
        self.column.setContentsMargins(margins.left() - PAD, margins.top(), margins.right() - PAD, margins.bottom())
        self._made: list[QWidget] = []
        self.links: list[TextLink] = []

    def clear(self) -> None:
        """Take out what was made for the last content."""
        for widget in self._made:
            self.column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made, self.links = [], []

    def add(self, widget: QWidget) -> None:
        """Put in one line of this content."""
        if not isinstance(widget, TextLink):
            widget.setContentsMargins(PAD, 0, PAD, 0)
        self._made.append(widget)
        self.column.addWidget(widget)

    def add_link(self, link: Link, role: str = "small", colour: str = "accent") -> TextLink:
        """Put in a line that opens something."""
        made = self.make_link(link, role, colour)
        self.add(made)
        return made

    def make_link(self, link: Link, role: str = "body", colour: str = "accent") -> TextLink:
        """Return words that open something, to be placed."""
        made = TextLink(role, colour)
        made.set_words(link.key, link.text)
        made.opened.connect(self.opened)
        self.links.append(made)
        return made

    def link(self, key: str) -> TextLink:
        """Return the line that opens `key`. Raises KeyError when there is none."""
        for link in self.links:
            if link.key() == key:
                return link
        raise KeyError(key)


class ReadingCard(LinkedCard):
    """Whether it is healthy friction, mixed, or signs of war, with what says so."""

    def show_reading(self, title: str, sentences: str, because: Sequence[Link]) -> None:
        """Show the reading; `because` are the statements and records it rests on."""
        self.clear()
        self.add(PlainLabel(tr("Reading"), "small-strong", "muted"))
        self.add(PlainLabel(title, "heading", wrap=True))
        if sentences:
            self.add(Muted(sentences))
        if because:
            self.add(PlainLabel(tr("What it rests on"), "small-strong", "muted"))
            for link in because:
                self.add_link(link)
        follow(self, self.links)


class StepsCard(LinkedCard):
    """Up to three things to do next, the most pressing first, or that nothing presses."""

    def show_steps(self, steps: Sequence[Step], arrow: str, nothing: str) -> None:
        """Show `steps`, or `nothing` where there are none; `arrow` points to where reading goes."""
        self.clear()
        self.show()
        if not steps:
            self.add(Heading(tr("What to do next")))
            self.add(Muted(nothing))
            follow(self, self.links)
            return
        title = tr("One thing to do next") if len(steps) == 1 else tr("Two things to do next")
        self.add(Heading(tr("Three things to do next") if len(steps) > 2 else title))
        for number, step in enumerate(steps, start=1):
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(0)
            across.addWidget(PlainLabel(f"{number}."), 0, Qt.AlignmentFlag.AlignTop)
            said = QHBoxLayout()
            said.setContentsMargins(PAD, 0, 0, 0)
            said.addWidget(LeadLabel(step.lead, step.why))
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addLayout(said)
            link = self.make_link(Link(step.link.key, f"{step.link.text} {arrow}"))
            link.setAccessibleName(step.link.text)
            link.setAccessibleDescription(step.lead)
            words.addWidget(link)
            across.addLayout(words, 1)
            self.add(line)
        follow(self, self.links)


class RepairCard(Card):
    """The one thing that both mend. `choose_requested()` asks for the dialog."""

    choose_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.area_label = PlainLabel("", "small-strong", "muted", wrap=True)
        self.say_label = PlainLabel("", "strong", wrap=True)
        self.state_label = PlainLabel("", "body", wrap=True)
        self.empty_label = Muted(
            tr("Choose together what you mend until the next check: one thing, one name, one day.")
        )
        self.choose_button = main_button(tr("Choose it together…"))
        self.change_button = QPushButton(tr("Change it…"))
        self.column.addWidget(Heading(tr("One thing to mend")))
        for widget in (self.area_label, self.say_label, self.state_label, self.empty_label):
            self.column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        for button in (self.choose_button, self.change_button):
            row.addWidget(button)
            button.clicked.connect(self.choose_requested)
        row.addStretch(1)
        self.column.addLayout(row)

    def show_repair(self, area: str, say: str, state: str, *, late: bool, can_choose: bool) -> None:
        """Show the repair and how far it is; `say` "": none is chosen. `can_choose`: it may be chosen or changed."""
        chosen = bool(say)
        self.area_label.setText(area)
        self.say_label.setText(say)
        self.state_label.setText(state)
        self.state_label.set_colour("OFF" if late else "muted")
        for label in (self.area_label, self.say_label, self.state_label):
            label.setVisible(chosen)
        self.empty_label.setVisible(not chosen)
        self.choose_button.setVisible(not chosen and can_choose)
        self.change_button.setVisible(chosen and can_choose)


class SinceCard(LinkedCard):
    """How this check stands beside the one before, in a line that opens both."""

    def show_since(self, title: str, lines: Sequence[str], key: str) -> None:
        """Show the `lines`, which open `key`."""
        self.clear()
        self.add(PlainLabel(title, "small-strong", "muted", wrap=True))
        for line in lines:
            self.add_link(Link(key, line), "body", "ink")
        follow(self, self.links)
