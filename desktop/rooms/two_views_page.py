"""Two views: how each side sees the same work, in words that are changed where they stand (framework.md section 13)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.actions.perspective import read_views, say_in_own_words, topic_titles
from desktop.rooms.health_page import HealthPage
from desktop.session import Session
from desktop.wording import two_views as words
from desktop.wording.glossary import SAYS_ITSELF
from desktop.wording.questions import side_words
from framework.people import Function
from framework.perspective import Perspective, Topic
from resources.perspectives import StoryText, ViewText, story_texts, view_texts
from resources.words import tr
from storage.trouble import Trouble
from widgets.card import Card, Heading, LeadLabel, Muted, PlainLabel, Title
from widgets.page_head import page_head
from widgets.page_scroll import PageScroll
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from widgets.words_cell import WordsCell

Place = tuple[Topic, Function]


class TwoViewsPage(HealthPage):
    """Five topics as each side sees them, what each stands for, and what is said about each, with its own part in it.

    The words of the topics are changed in place, each change undone by name; whoever is here may.
    """

    topics = frozenset({"perspective"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.print_button = QPushButton(tr("Print"))
        self.cells: dict[Place, WordsCell] = {}
        self.given_buttons: dict[Place, QPushButton] = {}
        self._views: dict[Topic, Perspective] = {}
        self._lay_out()
        self.print_button.clicked.connect(self.print_page)

    def _lay_out(self) -> None:
        head = page_head(Title(words.page_title()), Muted(words.page_lead()), self.print_button)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self._table())
        column.addLayout(_beside([_view_card(each) for each in view_texts()]))
        column.addSpacing(SPACE_S)
        column.addWidget(Heading(words.stories_title()))
        column.addLayout(_beside([_story_card(each) for each in story_texts()]))
        column.addStretch(1)
        self.area = PageScroll(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_M)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)

    def _table(self) -> Card:
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_XS)
        for place, function in enumerate(Function, start=1):
            label = PlainLabel(side_words(function), "strong", str(function))
            # Above the words, which stand inside their field.
            label.setIndent(SPACE_S)
            grid.addWidget(label, 0, place)
            grid.setColumnStretch(place, 3)
        grid.setColumnStretch(0, 1)
        for row, (topic, title) in enumerate(topic_titles().items(), start=1):
            name = PlainLabel(title, "strong", wrap=True)
            name.setContentsMargins(0, SPACE_S, 0, 0)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            for place, function in enumerate(Function, start=1):
                grid.addLayout(self._cell(topic, title, function), row, place)
        card.column.addLayout(grid)
        return card

    def _cell(self, topic: Topic, title: str, function: Function) -> QVBoxLayout:
        name = tr("{topic}: how {side} sees it").format(topic=title, side=side_words(function))
        cell = self.cells[topic, function] = WordsCell()
        cell.setAccessibleName(name)
        cell.setProperty(SAYS_ITSELF, True)
        cell.left.connect(self._keep)
        cell.stepped.connect(self._go_on)
        back = self.given_buttons[topic, function] = QPushButton(tr("Back to the words given"))
        back.setProperty("quiet", "true")
        back.setAccessibleName(tr("{cell}: back to the words given").format(cell=name))
        back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        back.clicked.connect(self._go_back)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(cell)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return column

    # Showing

    def refresh(self) -> None:
        """Show the words as they are now; what is being typed stays."""
        self._views = {each.topic: each for each in read_views(self.session.book)}
        can_write = not self.session.book.read_only_because
        for (topic, function), cell in self.cells.items():
            view = self._views[topic]
            cell.setReadOnly(not can_write)
            cell.set_words(view.say[function])
            self.given_buttons[topic, function].setVisible(can_write and function in view.own)
        self.settled.emit()

    def focus_first(self) -> None:
        """Give the keyboard to the first words."""
        next(iter(self.cells.values())).setFocus(Qt.FocusReason.TabFocusReason)

    # Writing

    def _go_on(self) -> None:
        cells = list(self.cells.values())
        at = next(number for number, cell in enumerate(cells) if cell is self.sender())
        if at + 1 < len(cells):
            cells[at + 1].setFocus(Qt.FocusReason.TabFocusReason)

    def _keep(self, text: str) -> None:
        place = next(place for place, cell in self.cells.items() if cell is self.sender())
        self._save(place, text)

    def _go_back(self) -> None:
        place = next(place for place, button in self.given_buttons.items() if button is self.sender())
        # Not into what follows: the words are what one wants to see now.
        self.cells[place].setFocus()
        self._save(place, "")

    def _save(self, place: Place, text: str) -> None:
        topic, function = place
        cell = self.cells[place]
        before = self._views[topic]
        try:
            say_in_own_words(book=self.session.book, who=self.session.author, seen=before, function=function, say=text)
        except Trouble as trouble:
            # Told once: what somebody else wrote meanwhile is known then, and saving again means it.
            self.refresh()
            self.troubled.emit(trouble)
            return
        self.refresh()
        cell.put_back()
        if self._views[topic].say[function] != before.say[function]:
            title = topic_titles()[topic]
            self.told.emit(tr("“{topic}” changed for {side}.").format(topic=title, side=side_words(function)), True)

    def finish_background_work(self) -> None:
        """Keep what is being typed."""
        for cell in self.cells.values():
            cell.leave()

    def print_page(self) -> None:
        """Print the page for a first meeting, with room to write."""
        from desktop.printing.preview import preview
        from desktop.printing.two_views_page import two_views_page

        self.finish_background_work()
        preview(self, two_views_page(read_views(self.session.book), self.session.business))


def _beside(cards: list[Card]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_M)
    for card in cards:
        row.addWidget(card, 1)
    return row


def _view_card(text: ViewText) -> Card:
    card = Card()
    card.column.addWidget(PlainLabel(text.title, "heading", text.side, wrap=True))
    card.column.addWidget(PlainLabel(words.right_title(), "small-strong"))
    for each in text.right:
        card.column.addWidget(PlainLabel(tr("– {line}").format(line=each), wrap=True))
    card.column.addWidget(Muted(text.too_much))
    card.column.addStretch(1)
    return card


def _story_card(text: StoryText) -> Card:
    card = Card()
    card.column.addWidget(PlainLabel(words.story_title(Function(text.side)), "small-strong", text.side))
    card.column.addWidget(PlainLabel(tr("“{said}”").format(said=text.said), "strong", wrap=True))
    for lead, rest in (
        (words.true_title(), text.true),
        (words.behind_title(), text.behind),
        (words.ask_title(), text.ask),
    ):
        card.column.addWidget(LeadLabel(tr("{lead}:").format(lead=lead), rest))
    card.column.addStretch(1)
    return card
