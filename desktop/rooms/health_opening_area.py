"""One area at the opening of a health check: first a guess of the other side, then what was said."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.rooms.health_moment import Moment
from desktop.wording import health_result as results
from desktop.wording.health_chart import gap_of
from desktop.wording.health_statements import statement_rows, turned_note
from framework.health import Area, area_results, spoken
from framework.health_check import Opened
from framework.people import Function
from resources.words import tr
from widgets.action_buttons import ActionButtons
from widgets.card import Card, Muted, PlainLabel
from widgets.gap_chart import GapChart, GapRow
from widgets.rows_card import RowsCard
from widgets.scale_row import NOTHING, ScaleRow

SHOW, SKIP, NEXT, CANCEL = "show", "skip", "next", "cancel"


class OpeningGuess(Moment):
    """Asks both sides what the other one says. `shown(guesses)` by who guessed, empty where nobody did; `skipped()`.

    `left()` when it is not opened now.
    """

    shown = Signal(object)
    skipped = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count_label = PlainLabel("", "small", "muted")
        self.title_label = PlainLabel("", "title", wrap=True)
        self.lead_label = Muted(tr("Before you look: what does the other side say about this, on the whole?"))
        self.labels: dict[Function, PlainLabel] = {}
        self.scales: dict[Function, ScaleRow] = {}
        self.buttons = ActionButtons()
        for widget in (self.count_label, self.title_label, self.lead_label):
            self.column.addWidget(widget)
        asks = {
            Function.SALES: (tr("Sales guesses what Operations says"), "sales"),
            Function.OPERATIONS: (tr("Operations guesses what Sales says"), "operations"),
        }
        for function, (ask, colour) in asks.items():
            self.labels[function] = PlainLabel(ask, "strong", colour, wrap=True)
            self.scales[function] = ScaleRow(ask, tr("1 goes badly"), tr("5 goes well"), tall=False)
            self.column.addWidget(self.labels[function])
            self.column.addWidget(self.scales[function])
            self.scales[function].chosen.connect(self._go_on)
        self.column.addWidget(self.buttons)
        self.buttons.set_actions(
            (
                (SHOW, tr("Show what was said"), True),
                (SKIP, tr("Skip the guessing"), False),
                (CANCEL, tr("Not now"), False),
            )
        )
        self.buttons.action_requested.connect(self._do)

    def begin(self, title: str, count: str) -> None:
        """Ask about an area."""
        self.title_label.setText(title)
        self.count_label.setText(count)
        for scale in self.scales.values():
            scale.set_value(NOTHING)

    def focus_first(self) -> None:
        """Give the keyboard to the first guess."""
        next(iter(self.scales.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def guesses(self) -> dict[Function, int]:
        """Return what was guessed."""
        return {function: scale.value() for function, scale in self.scales.items() if scale.value() != NOTHING}

    def _go_on(self, _number: int) -> None:
        """Go to the other guess, then to the button."""
        open_one = next((scale for scale in self.scales.values() if scale.value() == NOTHING), None)
        stop: QWidget = open_one or self.buttons.button(SHOW)
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, what: str) -> None:
        if what == SHOW:
            self.shown.emit(self.guesses())
        elif what == SKIP:
            self.skipped.emit()
        else:
            self.left.emit()


class OpeningArea(Moment):
    """Shows one area: where each side stands, what was guessed, and the statements. `next_asked()`, `left()`."""

    next_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, letters=130)
        self.count_label = PlainLabel("", "small", "muted")
        self.title_label = PlainLabel("", "title", wrap=True)
        self.said_label = PlainLabel("", "body", wrap=True)
        self.guess_label = Muted("")
        self.chart_card = Card()
        self.chart = GapChart()
        self.chart_card.column.addWidget(self.chart)
        self.statements_card = RowsCard()
        self.statements_card.set_activatable(False)
        self.turned_label = Muted("", "small")
        self.buttons = ActionButtons()
        for widget in (
            self.count_label,
            self.title_label,
            self.chart_card,
            self.said_label,
            self.guess_label,
            self.statements_card,
            self.turned_label,
            self.say_label,
            self.buttons,
        ):
            self.column.addWidget(widget)
        self.buttons.action_requested.connect(self._do)
        self.chart.area_opened.connect(self._go_to_statements)

    def _go_to_statements(self, _key: str) -> None:
        self.statements_card.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_area(self, opened: Opened, area: Area | None, title: str, count: str, *, last: bool) -> None:
        """Show what was said in `area` of a check as it will be opened; `last`: after it the check is kept."""
        here = [each for each in opened.check.statements if each.area is area]
        (result,) = area_results(here, opened.sheets) or (None,)
        self.count_label.setText(count)
        self.title_label.setText(title)
        self.chart_card.setVisible(result is not None)
        said = results.summary_words(result, opened)
        self.said_label.setText(said)
        self.guess_label.setText(results.beside_words(result, opened))
        if result is not None:
            self.chart.set_rows([GapRow(str(area), title, gap_of(result), say=f"{title}: {said}")], "")
        self.guess_label.setVisible(bool(self.guess_label.text()))
        rows, headings, columns = statement_rows(spoken(here, opened.sheets))
        self.statements_card.set_content("", rows, headings=headings, columns=columns)
        self.statements_card.view.setAccessibleName(tr("Statements"))
        self.turned_label.setText(turned_note())
        self.turned_label.setVisible(any(each.reversed for each in here))
        self.say("")
        on = tr("Keep it and see the result") if last else tr("Next area")
        self.buttons.set_actions(((NEXT, on, True), (CANCEL, tr("Not now"), False)))

    def clear(self) -> None:
        """Show nothing of what was said."""
        for label in (self.title_label, self.count_label, self.said_label, self.guess_label):
            label.setText("")
        self.chart.set_rows((), "")
        self.statements_card.set_content("", ())
        self.say("")

    def focus_first(self) -> None:
        """Give the keyboard to the button that goes on."""
        self.buttons.button(NEXT).setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, what: str) -> None:
        if what == NEXT:
            self.next_asked.emit()
        else:
            self.left.emit()
