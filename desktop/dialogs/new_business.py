"""Beginning a business: one calm page of questions, and a file with the first draft of its rules."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.clock import local_today
from desktop.dialogs.kinds import Kinds
from desktop.dialogs.people_check import lacks
from desktop.dialogs.time_and_money import TimeAndMoney
from desktop.file_work import ask_place
from resources.starter import business_type
from resources.words import tr
from storage.founding import Founder
from storage.opening import SUFFIX
from storage.trouble import Trouble
from widgets.card import Muted, PlainLabel, Title
from widgets.form_grid import FormGrid
from widgets.name_edit import NameEdit
from widgets.people_edit import PeopleEdit
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS

SIZE = (700, 760)
BESIDE = 60  # of the screen's height is left to its bars and the frame of the dialog
GUTTER = SPACE_M + SPACE_XS  # the scroll bar, and a little air


class NewBusiness(QDialog):
    """Asks what a new business needs and makes its file. `business_created(Path)`. Show it with `open()`.

    What can't be made is said in the dialog, and everything that was typed stays.
    """

    business_created = Signal(object)
    keeps_words = True

    def __init__(self, folder: Path, parent: QWidget | None = None, *, today: date | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("New business"))
        self._today = today or local_today()
        self._folder = folder
        self._chosen: Path | None = None

        self.name_edit = NameEdit()
        self.kinds = Kinds()
        self.people = PeopleEdit()
        self.means = TimeAndMoney()
        self.place_edit = QLineEdit()
        self.place_button = QPushButton(tr("Change…"))
        self.say_label = PlainLabel("", "body", "OFF", wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.begin_button = self.buttons.addButton(tr("Begin"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.begin_button.setProperty("primary", "true")
        self.form = FormGrid(1)
        self.place_form = FormGrid(1)
        self.page_area = QScrollArea()
        self._follow_timer = QTimer(self)
        self._follow_timer.setSingleShot(True)

        self._fill()
        self._lay_out()
        self._connect()
        self._show_kind()
        self._show_place()
        self.resize(SIZE[0], min(SIZE[1], self.screen().availableGeometry().height() - BESIDE))

    # Making the page

    def _fill(self) -> None:
        self.place_edit.setReadOnly(True)
        self.say_label.hide()

    def _lay_out(self) -> None:
        self.form.add_field(tr("Name of the business"), self.name_edit)
        self.form.add_field(tr("What kind of business is it?"), self.kinds)
        place = QWidget()
        across = QHBoxLayout(place)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_S)
        across.addWidget(self.place_edit, 1)
        across.addWidget(self.place_button)
        place.setFocusProxy(self.place_button)
        self.place_form.add_field(tr("Where to keep it"), place)
        self.place_edit.setAccessibleName(tr("Where to keep it"))
        self.place_button.setAccessibleName(tr("Change where to keep it"))

        page = QWidget()
        column = self._page_column = QVBoxLayout(page)
        column.setSpacing(SPACE_M)
        column.addWidget(
            Muted(
                tr(
                    "You begin with the usual rules of your trade as a draft. "
                    "Then each side marks it apart, you settle the differences, and both sign."
                )
            )
        )
        column.addWidget(self.form)
        column.addSpacing(SPACE_XS)
        here = QVBoxLayout()
        here.setSpacing(SPACE_XS)
        here.addWidget(PlainLabel(tr("Who is here?"), "strong"))
        here.addWidget(
            Muted(
                tr(
                    "One of you may do both. Who leads decides for their side, "
                    "and the owner where the two sides can't agree."
                ),
                "small",
            )
        )
        column.addLayout(here)
        column.addWidget(self.people)
        column.addSpacing(SPACE_XS)
        column.addWidget(PlainLabel(tr("Working time and money"), "strong"))
        column.addWidget(self.means)
        column.addWidget(self.place_form)
        column.addStretch(1)
        self.page_area.setFrameShape(QFrame.Shape.NoFrame)
        self.page_area.setWidgetResizable(True)
        self.page_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page_area.setWidget(page)
        self._make_room(0, 0)
        # The scroll bar comes into the margin, which is why only the page goes so far.
        title = Title(tr("Set up your business"))
        for part in (title, self.say_label, self.buttons):
            part.setContentsMargins(GUTTER, 0, GUTTER, 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_XL - GUTTER, SPACE_XL, SPACE_XL - GUTTER, SPACE_L)
        outer.setSpacing(SPACE_M)
        outer.addWidget(title)
        outer.addWidget(self.page_area, 1)
        outer.addWidget(self.say_label)
        outer.addWidget(self.buttons)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.kinds.chosen.connect(self._show_kind)
        self.name_edit.textChanged.connect(self._show_name)
        self.name_edit.stepped.connect(self._go_on)
        self.people.changed.connect(self._forgive_people)
        self.place_button.clicked.connect(self._choose_place)
        self.page_area.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._follow_timer.timeout.connect(self._follow_focus)

    def _make_room(self, _top: int, bottom: int) -> None:
        """Let the page keep its width while the scroll bar comes and goes."""
        beside = GUTTER if bottom == 0 else SPACE_XS
        left, right = (beside, GUTTER) if self.isRightToLeft() else (GUTTER, beside)
        self._page_column.setContentsMargins(left, 0, right, SPACE_XS)

    # What follows from what

    def _show_kind(self) -> None:
        self.means.suggest_hours(business_type(self.kinds.kind()).crew.weekly_hours)

    def _show_name(self) -> None:
        if self.name_edit.text().strip():
            self.form.set_error(self.name_edit, "")
        self._show_place()

    def _go_on(self, lines: int) -> None:
        if lines > 0:
            self.kinds.setFocus(Qt.FocusReason.TabFocusReason)

    def _forgive_people(self) -> None:
        """Take back what no longer holds; what is new is not told while people are still typing."""
        wrong = lacks(self.people.people())
        still = {row: lack for row, lack in wrong.items() if lack.say == self.people.error(row)}
        self.people.clear_errors()
        for row, lack in still.items():
            self.people.set_error(row, lack.say, lack.at)
        self._follow_timer.start()

    def _follow_focus(self) -> None:
        """Scroll to what has the focus, once the page has its new height."""
        held = QApplication.focusWidget()
        if held is not None and self.page_area.isAncestorOf(held):
            # What is said beneath it is part of what stands around it.
            self.page_area.ensureWidgetVisible(held.parentWidget() or held, 0, SPACE_S)
            self.page_area.ensureWidgetVisible(held)

    def path(self) -> Path:
        """Return where the file will be."""
        return self._chosen or self._folder / (file_stem(self.name_edit.text()) + SUFFIX)

    def _show_place(self) -> None:
        self.place_edit.setText(str(self.path()))

    def _choose_place(self) -> None:
        chosen = ask_place(self, tr("Where to keep it"), self.path())
        if chosen is not None:
            self.use_place(chosen)

    def use_place(self, path: Path) -> None:
        """Keep the file at `path`; our ending is added when it is missing."""
        self._chosen = path if path.name.endswith(SUFFIX) else path.with_name(path.name + SUFFIX)
        self._show_place()

    # Making the business

    def founders(self) -> tuple[Founder, ...]:
        """Return the people as they were named."""
        return tuple(Founder(*person) for person in self.people.people() if person.name)

    def accept(self) -> None:
        """Make the business, or say what is missing or wrong and keep what was typed."""
        self._say("")
        if not self._finish():
            self._follow_timer.start()
            return
        from desktop.actions.business import create_business

        path = self.path()
        try:
            create_business(
                path=path,
                name=self.name_edit.text(),
                kind=self.kinds.kind(),
                founders=self.founders(),
                country=self.means.country(),
                currency=self.means.currency(),
                weekly_hours=self.means.weekly_hours(),
                today=self._today,
                weekdays=self.means.weekdays(),
                opens=self.means.opens(),
                closes=self.means.closes(),
                in_force=False,
            ).close()
        except Trouble as trouble:
            self._say(trouble.say)
            return
        self.business_created.emit(path)
        super().accept()

    def _finish(self) -> bool:
        """Say all that is missing or wrong, each at its place; the first of it gets the focus."""
        named = bool(self.name_edit.text().strip())
        self.form.set_error(self.name_edit, "" if named else tr("How is the business called?"))
        self.people.clear_errors()
        for row, lack in lacks(self.people.people()).items():
            self.people.set_error(row, lack.say, lack.at)
        # From the last to the first, so that the first with something wrong is left with the focus.
        return all([part.finish() for part in (self.means, self.people, self.form)])

    def _say(self, say: str) -> None:
        self.say_label.setText(say)
        self.say_label.setVisible(bool(say))


def file_stem(name: str) -> str:
    """Return the name of a business as a file can be called on every system."""
    kept = "".join("-" if letter in '/\\:*?"<>|' or not letter.isprintable() else letter for letter in name)
    return kept.strip(" .") or tr("My business")
