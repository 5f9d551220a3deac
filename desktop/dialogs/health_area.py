"""One area of a health check: its statements with what each function answered, and each person where few did."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.actions.health import area_titles
from desktop.dialogs.page import Page
from desktop.wording import health_result as words
from desktop.wording.health_statements import statement_rows, turned_note
from framework.health import Area, Spoken, Statement, area_results, crowded, spoken
from framework.health_check import Opened
from resources.words import tr
from widgets.card import Muted, PlainLabel
from widgets.page_scroll import PageScroll
from widgets.rows_card import RowsCard

WIDTH, HIGHEST = 780, 620


class HealthArea(Page):
    """Shows what was said in one area; `area` None: the business's own statements that belong to none."""

    def __init__(self, opened: Opened, area: Area | None, parent: QWidget | None = None) -> None:
        titles = area_titles()
        super().__init__(titles[area] if area is not None else tr("Statements of your own"), parent)
        self._opened = opened
        statements = [each for each in opened.check.statements if each.area is area]
        self.said_label = PlainLabel("", "body", wrap=True)
        self.more_label = Muted("")
        self.card = RowsCard()
        self.card.set_activatable(False)
        self.below_label = Muted("", "small")
        (result,) = area_results(statements, opened.sheets) or (None,)
        self.said_label.setText(words.summary_words(result, opened))
        self.more_label.setText(words.beside_words(result, opened))
        self._show(spoken(statements, opened.sheets))
        self.below_label.setText("\n".join(self._below(statements)))
        for widget in (self.said_label, self.more_label):
            widget.setVisible(bool(widget.text()))
            self.column.addWidget(widget)
        self.column.addWidget(PageScroll(self.card), 1)
        self.column.addWidget(self.below_label)
        self.below_label.setVisible(bool(self.below_label.text()))
        self._fit()
        self.card.view.setFocus()

    def _show(self, found: Sequence[Spoken]) -> None:
        rows, headings, columns = statement_rows(found)
        self.card.set_content("", rows, headings=headings, columns=columns, empty_text=tr("Nothing was asked here."))
        self.card.view.setAccessibleName(self.windowTitle())

    def _below(self, statements: Sequence[Statement]) -> list[str]:
        """Return how the figures are to be read."""
        found = []
        if any(each.reversed for each in statements):
            found.append(turned_note())
        if crowded(self._opened.sheets):
            found.append(tr("Where five or more people answered, only what they said together is shown."))
        return found

    def _fit(self) -> None:
        around = self.layout()
        assert around is not None
        margins = around.contentsMargins()
        room = WIDTH - margins.left() - margins.right()
        texts = sum(
            label.heightForWidth(room) + around.spacing()
            for label in (self.said_label, self.more_label, self.below_label)
            if label.text()
        )
        frame = margins.top() + margins.bottom() + 4 * around.spacing() + 2 * self.buttons.sizeHint().height()
        self.resize(WIDTH, min(frame + texts + self.card.heightForWidth(room), HIGHEST))
