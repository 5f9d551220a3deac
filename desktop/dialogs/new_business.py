"""Beginning a business: one calm page of questions, and a file with its first rules."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
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
from desktop.dialogs.places import countries, currencies, here
from desktop.file_work import business_files
from resources.starter import business_type
from resources.words import tr
from storage.founding import Founder
from storage.opening import SUFFIX
from storage.trouble import Trouble
from widgets.card import Muted, PlainLabel, Title
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from widgets.value_edits import DecimalEdit

OWNERS = ("seller", "deliverer", "both")
LONGEST_NAME = 100
MOST_HOURS = 100_000


class NewBusiness(QDialog):
    """Asks what a new business needs and makes its file. `business_created(Path)`. Show it with `open()`.

    What can't be made is said in the dialog, and everything that was typed stays.
    """

    business_created = Signal(object)

    def __init__(self, folder: Path, parent: QWidget | None = None, *, today: date | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("New business"))
        self._today = today or local_today()
        self._folder = folder
        self._chosen: Path | None = None
        self._currency_chosen = False

        self.name_edit = QLineEdit()
        self.kinds = Kinds()
        self.seller_edit = QLineEdit()
        self.deliverer_edit = QLineEdit()
        self.same_check = QCheckBox(tr("The same person does both"))
        self.owner_box = QComboBox()
        self.country_box = QComboBox()
        self.currency_box = QComboBox()
        self.hours_edit = DecimalEdit(places=2, lowest=0, highest=MOST_HOURS, unit=tr("h"))
        self.place_edit = QLineEdit()
        self.place_button = QPushButton(tr("Change…"))
        self.say_label = PlainLabel("", "body", "OFF", wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.begin_button = self.buttons.addButton(tr("Begin"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.begin_button.setProperty("primary", "true")
        self.form = FormGrid(2)
        self.figures = FormGrid(3)
        self.place_form = FormGrid(1)

        self._fill()
        self._lay_out()
        self._connect()
        self._show_kind()
        self._show_owners()
        self._show_place()
        self.resize(680, 660)

    # Making the page

    def _fill(self) -> None:
        for edit in (self.name_edit, self.seller_edit, self.deliverer_edit):
            edit.setMaxLength(LONGEST_NAME)
        local = here()
        self.country_box.addItem(tr("None: no public holidays"), "")
        for place in countries():
            self.country_box.addItem(place.name, place.code)
            self.country_box.setItemData(self.country_box.count() - 1, place.currency, Qt.ItemDataRole.UserRole + 1)
        self.country_box.setCurrentIndex(max(self.country_box.findData(local.code), 0))
        self.currency_box.addItems(currencies())
        self._show_currency(local.currency or "EUR")
        self.place_edit.setReadOnly(True)
        self.say_label.hide()
        self.buttons.setContentsMargins(0, 0, SPACE_M, 0)

    def _lay_out(self) -> None:
        self.form.add_field(tr("Name of the business"), self.name_edit, wide=True)
        self.form.add_field(tr("What kind of business is it?"), self.kinds, wide=True)
        self.form.add_field(tr("Who sells?"), self.seller_edit)
        self.form.add_field(tr("Who delivers?"), self.deliverer_edit)
        self.form.add_field(tr("Who owns the business?"), self.owner_box)
        self.form.add_field(tr("In a very small business"), self.same_check)
        self.same_check.setAccessibleName(self.same_check.text())
        self.figures.add_field(tr("Country"), self.country_box, tr("For its public holidays"))
        self.figures.add_field(tr("Currency"), self.currency_box)
        self.figures.add_field(tr("Hours a week"), self.hours_edit, tr("What all who deliver can do together"))
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
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, SPACE_M, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(
            Muted(
                tr(
                    "You begin with the usual rules of your trade, a checklist and a weekly half hour. "
                    "They are a starting point that both of you can change."
                )
            )
        )
        for part in (self.form, self.figures, self.place_form):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL - SPACE_M, SPACE_L)
        outer.setSpacing(SPACE_M)
        outer.addWidget(Title(tr("Set up your business")))
        outer.addWidget(scroll, 1)
        outer.addWidget(self.say_label)
        outer.addWidget(self.buttons)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.kinds.chosen.connect(self._show_kind)
        self.name_edit.textChanged.connect(self._show_place)
        self.seller_edit.textChanged.connect(self._show_owners)
        self.deliverer_edit.textChanged.connect(self._show_owners)
        self.same_check.toggled.connect(self._show_owners)
        self.country_box.currentIndexChanged.connect(self._follow_country)
        self.currency_box.activated.connect(self._keep_currency)
        self.place_button.clicked.connect(self._choose_place)

    # What follows from what

    def _show_kind(self) -> None:
        if not self.hours_edit.isModified():
            self.hours_edit.set_value(business_type(self.kinds.kind()).crew.weekly_hours)

    def _show_owners(self) -> None:
        same = self.same_check.isChecked()
        self.deliverer_edit.setEnabled(not same)
        if same:
            self.form.set_error(self.deliverer_edit, "")
        kept = self.owner_box.currentData()
        seller = self.seller_edit.text().strip() or tr("The one who sells")
        deliverer = self.deliverer_edit.text().strip() or tr("The one who delivers")
        self.owner_box.clear()
        self.owner_box.addItem(seller, OWNERS[0])
        if not same:
            self.owner_box.addItem(deliverer, OWNERS[1])
            self.owner_box.addItem(tr("Both of them"), OWNERS[2])
        self.owner_box.setCurrentIndex(max(self.owner_box.findData(kept), 0))

    def _follow_country(self) -> None:
        currency = self.country_box.currentData(Qt.ItemDataRole.UserRole + 1)
        if currency and not self._currency_chosen:
            self._show_currency(currency)

    def _show_currency(self, code: str) -> None:
        self.currency_box.setCurrentIndex(max(self.currency_box.findText(code), 0))

    def _keep_currency(self) -> None:
        self._currency_chosen = True

    def path(self) -> Path:
        """Return where the file will be."""
        return self._chosen or self._folder / (file_stem(self.name_edit.text()) + SUFFIX)

    def _show_place(self) -> None:
        self.place_edit.setText(str(self.path()))

    def _choose_place(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            tr("Where to keep it"),
            str(self.path()),
            business_files(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.use_place(Path(chosen))

    def use_place(self, path: Path) -> None:
        """Keep the file at `path`; our ending is added when it is missing."""
        self._chosen = path if path.name.endswith(SUFFIX) else path.with_name(path.name + SUFFIX)
        self._show_place()

    # Making the business

    def founders(self) -> tuple[Founder, ...]:
        """Return the people as they were named."""
        owner = self.owner_box.currentData()
        seller = self.seller_edit.text().strip()
        if self.same_check.isChecked():
            return (Founder(seller, sells=True, delivers=True, leads=True, owner=True),)
        return (
            Founder(seller, sells=True, delivers=False, leads=True, owner=owner != OWNERS[1]),
            Founder(
                self.deliverer_edit.text().strip(), sells=False, delivers=True, leads=True, owner=owner != OWNERS[0]
            ),
        )

    def accept(self) -> None:
        """Make the business, or say what is missing or wrong and keep what was typed."""
        self._say("")
        needed = [(self.name_edit, tr("How is the business called?")), (self.seller_edit, tr("Who sells here?"))]
        if not self.same_check.isChecked():
            needed.append((self.deliverer_edit, tr("Who delivers here?")))
        for edit, question in needed:
            self.form.set_error(edit, "" if edit.text().strip() else question)
        if not (self.form.finish() and self.figures.finish()):
            return
        from desktop.actions.business import create_business

        path = self.path()
        try:
            create_business(
                path=path,
                name=self.name_edit.text(),
                kind=self.kinds.kind(),
                founders=self.founders(),
                country=self.country_box.currentData() or None,
                currency=self.currency_box.currentText(),
                weekly_hours=self.hours_edit.value(),
                today=self._today,
            ).close()
        except Trouble as trouble:
            self._say(trouble.say)
            return
        self.business_created.emit(path)
        super().accept()

    def _say(self, say: str) -> None:
        self.say_label.setText(say)
        self.say_label.setVisible(bool(say))


def file_stem(name: str) -> str:
    """Return the name of a business as a file can be called on every system."""
    kept = "".join("-" if letter in '/\\:*?"<>|' or not letter.isprintable() else letter for letter in name)
    return kept.strip(" .") or tr("My business")
