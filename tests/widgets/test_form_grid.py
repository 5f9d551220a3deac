"""Fields are named by their labels, and say what is wrong beneath."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from widgets.card import PlainLabel
from widgets.form_grid import FormGrid
from widgets.value_edits import DecimalEdit


def visible(form: FormGrid) -> list[str]:
    return [label.text() for label in form.findChildren(PlainLabel) if label.isVisible()]


def test_labels_errors_and_hints(qtbot) -> None:
    form = FormGrid(2)
    qtbot.addWidget(form)
    client, hours = QLineEdit(), DecimalEdit()
    form.add_field("Client <b>", client, "As it stands on the letter")
    form.add_field("Hours", hours)
    form.show()
    assert client.accessibleName() == "Client <b>" and client.accessibleDescription() == "As it stands on the letter"
    assert visible(form) == ["Client <b>", "As it stands on the letter", "Hours"]
    qtbot.keyClicks(hours, "many")
    assert form.finish() is False
    assert form.error(hours) == hours.error() and hours.error() in visible(form)
    form.set_error(client, "Please name the client.")
    assert "Please name the client." in visible(form) and client.accessibleDescription() == "Please name the client."
    form.set_error(client, "")
    hours.set_value(None)
    assert form.finish() is True
    assert visible(form) == ["Client <b>", "As it stands on the letter", "Hours"]


def test_fields_stand_in_reading_order(qtbot) -> None:
    form = FormGrid(2)
    qtbot.addWidget(form)
    fields = [form.add_field(name, QLineEdit(), wide=name == "Note") for name in ("One", "Note", "Two", "Three")]
    form.resize(400, 300)
    form.show()
    places = [field.mapTo(form, field.rect().topLeft()) for field in fields]
    assert places[0].y() < places[1].y() < places[2].y() == places[3].y()
    assert fields[1].width() > 1.8 * fields[0].width()
    form.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    form.layout().activate()
    assert fields[2].mapTo(form, fields[2].rect().topLeft()).x() > fields[3].mapTo(form, fields[3].rect().topLeft()).x()
