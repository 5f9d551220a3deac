"""What both sides aim at for one figure of the scorecard."""

from decimal import Decimal
from fractions import Fraction

from PySide6.QtWidgets import QWidget

from desktop.actions.targets import set_target
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import scorecard as words
from framework.figure import LOWER_IS_BETTER, Figure, Unit, unit_of
from resources.words import tr
from storage.scorecard import read_targets
from widgets.card import Muted
from widgets.form_grid import FormGrid
from widgets.value_edits import DecimalEdit

PER_CENT = 100


class TargetEditor(Editor):
    """Sets, changes or takes away the target of `figure`."""

    def __init__(self, session: Session, figure: Figure, parent: QWidget | None = None) -> None:
        known = read_targets(session.book).get(figure)
        super().__init__(
            tr("Target: {figure}").format(figure=words.name_of(figure)),
            parent,
            remove=tr("No target") if known is not None else "",
        )
        self._session, self._figure = session, figure
        unit = unit_of(figure)
        self.target_edit = DecimalEdit(places=2, unit=_unit_words(unit))
        self.form = FormGrid(1)
        self.forms = [self.form]
        aim = tr("At most") if figure in LOWER_IS_BETTER else tr("At least")
        self.form.add_field(aim, self.target_edit, _hint(unit))
        self.column.addWidget(Muted(words.meaning_of(figure)))
        self.column.addWidget(self.form)
        self.column.addWidget(Muted(tr("A target is seen by both sides, and drawn in the chart as a dotted line.")))
        self.column.addStretch(1)
        if known is not None:
            self.target_edit.set_value(_shown(unit, known.value))
        self.fit(440)
        self.target_edit.setFocus()
        self.target_edit.selectAll()

    def save(self) -> str:
        """Set it; an empty line takes it away."""
        typed = self.target_edit.value()
        if typed is None:
            return self.remove()
        value = Fraction(typed) / (PER_CENT if unit_of(self._figure) is Unit.SHARE else 1)
        set_target(book=self._session.book, who=self._session.author, figure=self._figure, value=value)
        said = tr("{figure}: the target is now {value}.")
        return said.format(figure=words.name_of(self._figure), value=words.amount_words(self._figure, value))

    def remove(self) -> str:
        """Take it away."""
        if self._figure not in read_targets(self._session.book):
            return ""
        set_target(book=self._session.book, who=self._session.author, figure=self._figure, value=None)
        return tr("{figure}: there is no target any more.").format(figure=words.name_of(self._figure))


def _unit_words(unit: Unit) -> str:
    if unit is Unit.SHARE:
        return figures.locale().percent()
    return tr("days") if unit is Unit.DAYS else ""


def _hint(unit: Unit) -> str:
    return tr("Clients give 1 to 5") if unit is Unit.POINTS else ""


def _shown(unit: Unit, value: Fraction) -> Decimal:
    shown = value * PER_CENT if unit is Unit.SHARE else value
    return Decimal(shown.numerator) / Decimal(shown.denominator)
