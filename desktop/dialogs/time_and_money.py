"""The part of the set-up that is mostly right as it stands: working time, country, currency and hours a week."""

from datetime import time
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.places import countries, currencies, here
from resources.words import tr
from widgets.form_grid import FormGrid
from widgets.time_edit import TimeEdit, write_time
from widgets.tokens import SPACE_M
from widgets.value_edits import DecimalEdit
from widgets.weekdays_edit import WeekdaysEdit

MOST_HOURS = 100_000
OPENS, CLOSES = time(9), time(17)


class TimeAndMoney(QWidget):
    """Days and hours worked, country, currency, and the hours that all who deliver have in a week."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency_chosen = False
        self._hours_typed = False
        self.days_edit = WeekdaysEdit()
        self.opens_edit = TimeEdit()
        self.closes_edit = TimeEdit()
        self.country_box = QComboBox()
        self.currency_box = QComboBox()
        self.hours_edit = DecimalEdit(places=2, lowest=0, highest=MOST_HOURS, unit=tr("h"))
        self.days = FormGrid(1)
        self.times = FormGrid(2)
        self.figures = FormGrid(3)

        self._fill()
        self._lay_out()
        self.days_edit.value_changed.connect(self._forgive_days)
        self.opens_edit.value_changed.connect(self._forgive_times)
        self.country_box.currentIndexChanged.connect(self._follow_country)
        self.currency_box.activated.connect(self._keep_currency)
        self.hours_edit.value_changed.connect(self._keep_hours)

    def _fill(self) -> None:
        self.opens_edit.set_value(OPENS)
        self.closes_edit.set_value(CLOSES)
        local = here()
        self.country_box.addItem(tr("None: no public holidays"), "")
        for place in countries():
            self.country_box.addItem(place.name, place.code)
            self.country_box.setItemData(self.country_box.count() - 1, place.currency, Qt.ItemDataRole.UserRole + 1)
        self.country_box.setCurrentIndex(max(self.country_box.findData(local.code), 0))
        self.currency_box.addItems(currencies())
        self._show_currency(local.currency or "EUR")

    def _lay_out(self) -> None:
        self.days.add_field(tr("Days worked"), self.days_edit)
        self.opens_edit.setAccessibleName(tr("Work begins at"))
        self.closes_edit.setAccessibleName(tr("Work ends at"))
        self.times.add_field(tr("From"), self.opens_edit)
        self.times.add_field(tr("To"), self.closes_edit)
        self.figures.add_field(tr("Country"), self.country_box, tr("For its public holidays"))
        self.figures.add_field(tr("Currency"), self.currency_box)
        self.figures.add_field(tr("Hours a week"), self.hours_edit, tr("What all who deliver can do together"))
        worked = QHBoxLayout()
        worked.setSpacing(SPACE_M)
        worked.addWidget(self.days)
        worked.addWidget(self.times, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(worked)
        column.addWidget(self.figures)

    # What was said

    def weekdays(self) -> str:
        """Return the days worked as digits, 0 is Monday."""
        return self.days_edit.value()

    def opens(self) -> str:
        """Return when work begins, HH:MM; only after `finish`."""
        return f"{self.opens_edit.value():%H:%M}"

    def closes(self) -> str:
        """Return when work ends, HH:MM; only after `finish`."""
        return f"{self.closes_edit.value():%H:%M}"

    def country(self) -> str | None:
        """Return the two letters of the country, None without one."""
        return self.country_box.currentData() or None

    def currency(self) -> str:
        """Return the three letters of the currency."""
        return self.currency_box.currentText()

    def weekly_hours(self) -> Decimal | None:
        """Return the hours a week, None for the usual ones."""
        return self.hours_edit.value()

    def suggest_hours(self, hours: Decimal) -> None:
        """Show the usual hours of a trade, unless others were typed."""
        if not (self._hours_typed or self.hours_edit.isModified()):
            self.hours_edit.set_value(hours)

    def finish(self) -> bool:
        """Take what is being typed. True when nothing is wrong; else it is said and the first gets the focus."""
        self.days.set_error(self.days_edit, "" if self.weekdays() else tr("Choose at least one day of the week."))
        for edit in (self.opens_edit, self.closes_edit):
            edit.finish()
            if not edit.text().strip():
                say = tr("Please write a time of day, such as {example}.")
                edit.set_error(
                    say.format(example=write_time(OPENS if edit is self.opens_edit else CLOSES, self.locale()))
                )
        if not self._forgive_times():
            self.closes_edit.set_error(self._too_early())
        # From the last to the first, so that the first with something wrong is left with the focus.
        return all([part.finish() for part in (self.figures, self.times, self.days)])

    def _too_early(self) -> str:
        """Return what is wrong with closing before opening: most often the hours of the afternoon were meant."""
        opens, closes = self.opens_edit.value() or OPENS, self.closes_edit.value() or CLOSES
        afternoon = closes.replace(hour=closes.hour % 12 + 12)
        if afternoon > opens and afternoon != closes:
            say = tr("Work has to end after it begins: for the afternoon write {time}.")
            return say.format(time=write_time(afternoon, self.locale()))
        return tr("Work has to end after it begins.")

    # What follows from what

    def _forgive_days(self) -> None:
        if self.weekdays():
            self.days.set_error(self.days_edit, "")

    def _forgive_times(self) -> bool:
        """Whether work ends after it begins, as far as both are known; what was said of it is then taken back."""
        opens, closes = self.opens_edit.value(), self.closes_edit.value()
        if opens is None or closes is None:
            return True
        if opens < closes:
            self.closes_edit.set_error("")
        return opens < closes

    def _follow_country(self) -> None:
        currency = self.country_box.currentData(Qt.ItemDataRole.UserRole + 1)
        if currency and not self._currency_chosen:
            self._show_currency(currency)

    def _show_currency(self, code: str) -> None:
        self.currency_box.setCurrentIndex(max(self.currency_box.findText(code), 0))

    def _keep_currency(self) -> None:
        self._currency_chosen = True

    def _keep_hours(self) -> None:
        self._hours_typed = True
