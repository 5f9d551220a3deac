"""Every widget side by side, light and dark, mirrored and with long words: painted, and with no text cut off.

The pictures are in the test's folder (pytest --basetemp=DIR), to be looked at.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.card import Card, Heading, LeadLabel, Muted, PlainLabel, Title
from widgets.checklist_view import ChecklistRow, ChecklistView
from widgets.deal_list import DealCard, DealListView
from widgets.empty_state import EmptyState
from widgets.filter_bar import FilterBar
from widgets.form_grid import FormGrid
from widgets.notice_bar import NoticeBar
from widgets.progress_line import ProgressLine
from widgets.tab_rail import TabRail
from widgets.tokens import DARK, LIGHT
from widgets.value_edits import DateEdit, DecimalEdit, MoneyEdit, WholeEdit
from widgets.verdict_card import VerdictCard
from widgets.week_strip import WeekBar, WeekStrip
from widgets.zone_badge import ZoneBadge

TABS = [
    ("today", "Today", None, "today"),
    ("agreement", "Agreement", "Agree", "agreement"),
    ("intake", "Intake", "Promise", "intake"),
    ("capacity", "Capacity", "Promise", "capacity"),
    ("escalation", "Escalation", "Decide", "escalation"),
    ("meetings", "Meetings", "Meet", "meetings"),
    ("scorecard", "Scorecard", "Learn", "scorecard"),
    ("visibility", "Visibility", "Learn", "visibility"),
    ("health", "Health check", "Learn", "health"),
]
WEEKS = [
    WeekBar(label, sold, likely, deal, 40, over)
    for label, sold, likely, deal, over in (
        ("23/11", 30, 4, 3, True),
        ("30/11", 19, 5, 14, True),
        ("7/12", 20, 4, 8, False),
        ("14/12", 22, 8, 0, False),
        ("21/12", 12, 9, 0, False),
        ("28/12", 14, 6, 0, False),
        ("4/1", 9, 5, 0, False),
    )
]


def longer(text: str, stretch: bool) -> str:
    """`text`, or as long a text as another language might need."""
    return text + " " + text[: len(text) // 2] if stretch else text


def gallery(stretch: bool) -> QWidget:
    """A window of all widgets."""

    def w(text: str) -> str:
        return longer(text, stretch)

    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 16, 0)
    row.setSpacing(16)
    rail = TabRail()
    rail.set_tabs([(key, w(title), group and w(group), icon) for key, title, group, icon in TABS])
    rail.set_business(w("Brightside Signs"), w("2 people · agreement v3 in force"))
    rail.set_people([("a", "Ana", w("Sales"), "sales")], "a")
    rail.set_badge("today", 3)
    rail.set_badge("escalation", 120)
    rail.set_current("intake")
    row.addWidget(rail)

    left = QVBoxLayout()
    left.addWidget(Title(w("Intake")))
    filters = FilterBar()
    filters.set_filters([("open", w("Open"), 6), ("ask", w("To ask"), 2), ("won", w("Won"), None)])
    left.addWidget(filters)
    deals = DealListView()
    deals.deals.set_cards(
        [
            DealCard("1", w("Lakeside Dental"), w("Illuminated fascia"), "€ 6,800", "Fri 11 Dec", "ASK"),
            DealCard("2", w("Nook Café"), w("Window graphics"), "€ 940", "Tue 8 Dec", "PROMISE", late=True),
            DealCard("3", w("Hartley Gym"), w("Fascia ×3"), "€ 18,200", "Mon 14 Dec", "OFF"),
            DealCard("4", w("Town Library"), w("Wayfinding"), "€ 4,150", "Fri 22 Jan", "OPEN"),
            DealCard("5", w("Orchard School"), w("Banner set"), "€ 610", "Wed 9 Dec", None, muted=True),
        ]
    )
    deals.set_current("1")
    deals.setFixedWidth(260)
    left.addWidget(deals, 1)
    row.addLayout(left)

    middle = Card()
    middle.column.addWidget(Title(w("Lakeside Dental")))
    middle.column.addWidget(Muted(w("Illuminated fascia · € 6,800 · margin 31 % · 34 h of work")))
    progress = ProgressLine()
    progress.set_progress(8, 11, "8 of 11 answered")
    middle.column.addWidget(progress)
    checklist = ChecklistView()
    rows = [
        ChecklistRow("1", w("Capacity"), w("The weeks needed have room"), w("Week of 7 Dec"), "no", True, "", "ASK"),
        ChecklistRow("2", None, w("The people with the skill are in"), "", "yes"),
        ChecklistRow("3", w("Feasibility"), w("Site survey done"), "", "unknown", False, w("before the promise")),
        ChecklistRow("4", None, w("Permission settled"), "", "not_applicable"),
        ChecklistRow("5", None, w("Anything promised that is not in the catalogue?"), "", "yes", False, "", "OFF"),
        ChecklistRow("6", None, w("Power supply point agreed")),
    ]
    checklist.set_rows(rows)
    checklist.set_current("3")
    middle.column.addWidget(checklist, 1)
    empty = EmptyState(
        w("No questions yet"), w("Questions come here."), [("a", w("Ask one"), True), ("b", w("Why"), False)]
    )
    middle.column.addWidget(empty)
    for kind, action in (("info", w("Undo")), ("warning", "")):
        notice = NoticeBar()
        notice.show_notice(w("Deleted Lakeside Dental"), action, kind=kind, sticky=True)
        middle.column.addWidget(notice)
    row.addWidget(middle, 1)

    right = QWidget()
    right.setFixedWidth(300)
    column = QVBoxLayout(right)
    column.setContentsMargins(0, 8, 0, 8)
    verdict = VerdictCard()
    reasons = [(w("Lead time"), w("10 days, ours is 15")), (w("Week at 90 %,"), w("we ask from 85 %"))]
    actions = [("ask", w("Ask Ben"), True), ("print", w("Print checklist"), False)]
    verdict.set_verdict("ASK", w("Two rules hold this back."), reasons, w("Ben answers within 1 working day."), actions)
    column.addWidget(verdict)
    weeks = Card()
    weeks.column.addWidget(Heading(w("Can we promise this date?")))
    strip = WeekStrip()
    strip.set_weeks(WEEKS, 0.85)
    weeks.column.addWidget(strip)
    weeks.column.addWidget(LeadLabel(w("Thu 17 Dec"), w("keeps every week under 85 %")))
    weeks.column.addWidget(QPushButton(w("Use 17 Dec")))
    column.addWidget(weeks)
    form = FormGrid(2)
    price = MoneyEdit("€")
    price.set_value(Decimal("6800.50"))
    form.add_field(w("Price after discount"), price)
    discount = DecimalEdit(unit="%")
    discount.set_error(w("Please write a number, such as 12.5."))
    form.add_field(w("Discount"), discount)
    form.add_field(w("Promised for"), DateEdit(), w("Leave it empty when no day was named"))
    form.add_field(w("Custom parts"), WholeEdit())
    column.addWidget(form)
    for zone in ("PROMISE", "OFF", "OPEN"):
        column.addWidget(ZoneBadge(zone), 0, Qt.AlignmentFlag.AlignLeading)
    column.addStretch(1)
    row.addWidget(right)
    return window


@pytest.mark.parametrize("stretch", [False, True], ids=["english", "longer"])
@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft], ids=["ltr", "rtl"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_gallery(qtbot, light: theme.Theme, tmp_path: Path, scheme: str, direction, stretch: bool) -> None:
    light.set_scheme(scheme)
    window = gallery(stretch)
    qtbot.addWidget(window)
    window.setLayoutDirection(direction)
    window.resize(1280, 860)
    window.show()
    picture = window.grab().toImage()
    file = tmp_path / "gallery.png"
    assert picture.save(str(file)) and file.stat().st_size > 20_000
    ground = DARK.paper if scheme == "dark" else LIGHT.paper
    assert picture.pixelColor(8 if direction == Qt.LayoutDirection.RightToLeft else 1272, 4) == ground
    assert cut_off(window) == []


def cut_off(window: QWidget) -> list[str]:
    """The texts of labels, badges and buttons that have less room than they need and no tooltip to make up for it."""
    found = []
    for label in window.findChildren(PlainLabel):
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        wide = label.wordWrap() or label.width() >= label.sizeHint().width() or bool(label.toolTip())
        if label.isVisible() and (label.height() < needed or not wide):
            found.append(f"{label.text()!r} {label.size()} needs {needed}")
    for lead in window.findChildren(LeadLabel):
        if lead.isVisible() and lead.height() < lead.heightForWidth(lead.width()):
            found.append(lead.text())
    for widget in [*window.findChildren(QPushButton), *window.findChildren(ZoneBadge)]:
        if widget.isVisible() and widget.width() < widget.sizeHint().width() and not widget.toolTip():
            found.append(widget.accessibleName() or widget.text())
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not window.rect().contains(widget.mapTo(window, widget.rect().center())):
            found.append(f"outside: {type(widget).__name__} {widget.accessibleName()}")
    return found
