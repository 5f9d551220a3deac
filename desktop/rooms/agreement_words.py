"""Shared words: what Sales means, what Operations means, and what both agreed (framework.md section 11)."""

from functools import cmp_to_key

from PySide6.QtCore import QCollator, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.rooms.agreement_cards import CardsPage
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.glossary import SAYS_ITSELF
from desktop.wording.typed import typed
from framework.words import Word
from resources.words import tr
from storage.shared_words import read_words
from widgets.rows_card import Cell, Row
from widgets.rows_paint import ROW_PAD

COLUMNS = (1.7, 3.0, 3.0, 3.3)


class WordsPage(CardsPage):
    """The glossary: first the words that are not agreed yet, then those that are."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            tr(
                "The same word, two meanings: the usual start of a broken promise. "
                "Write down what each side means, then agree."
            ),
            tr("Add a word"),
            (
                tr("No shared words yet"),
                tr(
                    "The same word, two meanings: the usual start of a broken promise. Write down a word that you "
                    "both use, such as “urgent” or “done”, and what each side means by it."
                ),
            ),
            2,
            parent,
        )
        self.open_card, self.agreed_card = self.cards
        self._words: dict[str, Word] = {}
        self._is_labelled = False
        for card in self.cards:
            card.view.setProperty(SAYS_ITSELF, True)

    def count(self) -> int:
        """Return how many words there are."""
        return len(read_words(self.session.book))

    def refresh(self) -> None:
        """Show the words as they are now."""
        words = _in_order(read_words(self.session.book))
        self._words = {word.id: word for word in words}
        # Where somebody has begun, the other side is asked first.
        still = sorted((word for word in words if not word.agreed), key=lambda word: not word.has_meaning)
        agreed = [word for word in words if word.agreed]
        headings = tr("Word"), tr("Sales means"), tr("Operations means"), tr("We agreed")
        for labelled in (False, True):
            self.show_rows(
                (
                    (tr("Still to agree"), headings, [_row(word, labelled) for word in still]),
                    (tr("Agreed"), headings, [_row(word, labelled) for word in agreed]),
                ),
                COLUMNS,
            )
            self._is_labelled = labelled
            if not self._needs_labels():
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the columns have no room beside each other, and so no headings, each meaning says whose it is."""
        super().resizeEvent(event)
        if self._needs_labels() != self._is_labelled:
            self.refresh()

    def _needs_labels(self) -> bool:
        shown = next((card for card in self.cards if card.rows()), None)
        if shown is None:
            return False
        margins = shown.column.contentsMargins()
        return not shown.grid().is_side_by_side(self.width() - margins.left() - margins.right() - 2 * ROW_PAD)

    def add(self) -> None:
        """Ask for a new word."""
        self._open(Word("", ""))

    def edit(self, key: str) -> None:
        """Show a word whole, to write down what it means."""
        if key in self._words:
            self._open(self._words[key])

    def remove(self, key: str) -> None:
        """Delete a word; the notice offers to undo it."""
        from desktop.actions.shared_words import remove_word

        word = self._words.get(key)
        if word is None or not self.can_write():
            return

        def act() -> None:
            remove_word(book=self.session.book, who=self.session.author, word=word)

        if self.attempt(act):
            self.tell(tr("Deleted “{word}”.").format(word=typed(word.word)))

    def _open(self, word: Word) -> None:
        from desktop.dialogs.word_editor import WordEditor

        if not self.can_write():
            return
        editor = WordEditor(self.session, word, self)
        editor.kept.connect(self.show_kept)
        editor.saved.connect(self.tell)
        editor.open()


def _in_order(words: tuple[Word, ...]) -> list[Word]:
    """Return `words` in the order of the dictionary here: the file sorts no letters but those of English."""
    collator = QCollator(figures.locale())
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    collator.setNumericMode(True)

    def compare(one: Word, other: Word) -> int:
        return collator.compare(one.word, other.word)

    return sorted(words, key=cmp_to_key(compare))


def _row(word: Word, labelled: bool) -> Row:
    sales, operations, agreed = (
        typed(word.sales_means) or tr("not written yet"),
        typed(word.operations_means) or tr("not written yet"),
        typed(word.agreed) or tr("not agreed yet"),
    )
    said = (
        tr("Sales means: {meaning}").format(meaning=sales),
        tr("Operations means: {meaning}").format(meaning=operations),
        tr("We agreed: {meaning}").format(meaning=agreed) if word.agreed else agreed,
    )
    shown = said if labelled else (sales, operations, agreed)
    colours = (
        "sales" if word.sales_means else "muted",
        "operations" if word.operations_means else "muted",
        "ink" if word.agreed else "muted",
    )
    cells = [Cell(text, "body", colour) for text, colour in zip(shown, colours, strict=True)]
    return Row(word.id, (Cell(typed(word.word), "strong"), *cells), say=", ".join((typed(word.word), *said)))
