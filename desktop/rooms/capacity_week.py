"""One week of the Capacity tab: the hours there are, which can be typed, what is taken, and the deals in it."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.session import Session
from desktop.wording import capacity as words
from desktop.wording import figures
from desktop.wording.typed import typed
from framework.capacity import usual_capacity
from framework.catalogue import Crew
from framework.days_off import DayOff
from framework.deal import Deal
from framework.week_loads import WeekPlan
from resources.words import tr
from widgets.card import Card, Heading, Muted, PlainLabel
from widgets.form_grid import FormGrid
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tab_order import follow
from widgets.value_edits import DecimalEdit

MOST_HOURS = 100_000
DAYS = 7
MOST_ROWS = 40
"""More than anybody reads beside the weeks; they follow while a date is dragged."""


class WeekPanel(QWidget):
    """The chosen week. `hours_typed(crew id, hours or None)` when a week is given other hours, None: as usual again.

    `deal_chosen(id)` when one of its deals is to be shown.
    """

    hours_typed = Signal(str, object)
    deal_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._crews: tuple[Crew, ...] = ()
        self.week = date.min
        self.card = Card()
        self.heading = Heading()
        self.facts_label = PlainLabel("", "body", wrap=True)
        self.chance_label = Muted("", "small")
        self.off_label = Muted("", "small")
        self.edits: dict[str, DecimalEdit] = {}
        self.form = FormGrid(1)
        self.deals_card = RowsCard()
        for widget in (self.heading, self.facts_label, self.chance_label, self.off_label, self.form):
            self.card.column.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        column.addWidget(self.deals_card)
        self.deals_card.row_activated.connect(self.deal_chosen)

    def show_week(
        self,
        plan: WeekPlan,
        week: date,
        crew: Crew,
        limit: Fraction,
        deals: Sequence[Deal],
        days_off: Sequence[DayOff],
    ) -> None:
        """Show the week of the Monday `week`: the figures of `crew`, the hours of all crews."""
        business = self._session.business
        self.week = week
        load = plan.load(crew.id, week)
        self.heading.setText(tr("Week of {day}").format(day=figures.day_month(week)))
        self.facts_label.setText(words.week_facts(load, limit))
        self.facts_label.set_colour("OFF" if words.is_over(load, limit) else "ink")
        chance = words.overload_words(load.overload_chance)
        self.chance_label.setText(chance[:1].upper() + chance[1:])
        off = [day for day in days_off if week <= day.day < week + timedelta(days=DAYS)]
        off = [day for day in off if day.day.weekday() in business.calendar.weekdays]
        self.off_label.setText("\n".join(words.day_off_line(day) for day in off))
        self.off_label.setVisible(bool(off))
        self._show_hours(business.crews)
        names = {deal.id: deal for deal in deals}
        parts = [(part, names[part.deal_id]) for part in plan.parts(crew.id, week) if part.deal_id in names]
        rows = [
            Row(deal.id, (Cell(typed(deal.client), "strong"), Cell(words.part_words(part, deal), "body", "muted")))
            for part, deal in parts[:MOST_ROWS]
        ]
        note = ""
        if len(parts) > MOST_ROWS:
            say = tr("the {count} largest of {all}")
            note = say.format(count=figures.number(MOST_ROWS), all=figures.number(len(parts)))
        self.deals_card.set_content(
            tr("Deals in this week"), rows, note=note, columns=(3.0, 2.4), empty_text=tr("No deal falls on this week.")
        )

    def focus_hours(self, crew_id: str) -> None:
        """Give the keyboard to the hours of a crew."""
        edit = self.edits.get(crew_id)
        if edit is not None:
            edit.setFocus()
            edit.selectAll()

    def _show_hours(self, crews: tuple[Crew, ...]) -> None:
        business = self._session.business
        if [(crew.id, crew.name) for crew in crews] != [(crew.id, crew.name) for crew in self._crews]:
            self._make_fields(crews)
        self._crews = crews
        for crew in crews:
            edit = self.edits[crew.id]
            usual = usual_capacity(business, crew, self.week)
            edit.setPlaceholderText(figures.number(usual, 2))
            edit.set_value(business.week_hours.get((crew.id, self.week)))
            edit.setReadOnly(bool(self._session.book.read_only_because))
            hint = tr("Usually {hours}. Leave empty for that, write 0 for nobody.").format(hours=figures.hours(usual))
            edit.setAccessibleDescription(edit.error() or hint)

    def _make_fields(self, crews: tuple[Crew, ...]) -> None:
        old = self.form
        self.form = FormGrid(1 if len(crews) == 1 else 2)
        self.edits = {}
        for crew in crews:
            edit = DecimalEdit(places=2, lowest=0, highest=MOST_HOURS, unit=tr("h"))
            label = tr("Hours free this week")
            if len(crews) > 1:
                label = tr("Hours of {crew}").format(crew=typed(crew.name))
            hint = tr("Empty: as usual. 0: nobody works.") if len(crews) == 1 else ""
            self.form.add_field(label, edit, hint)
            self.edits[crew.id] = edit
            edit.value_changed.connect(self._tell)
        self.card.column.replaceWidget(old, self.form)
        follow(self.card, [self.form])
        old.hide()
        old.deleteLater()

    def _tell(self, hours: Decimal | None) -> None:
        sender = self.sender()
        for crew_id, edit in self.edits.items():
            if edit is sender:
                self.hours_typed.emit(crew_id, hours)
                return
