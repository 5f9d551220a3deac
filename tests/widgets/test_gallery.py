"""Every widget side by side, light and dark, mirrored and with long words: painted, and with no text cut off.

The pictures are in the test's folder (pytest --basetemp=DIR), to be looked at.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from widgets import theme
from widgets.bands_edit import BandsEdit
from widgets.card import Card, Heading, LeadLabel, Muted, PlainLabel, Title
from widgets.chart_data import Bar, Bars, DotRow, DotRows, Trend, TrendLimits, TrendPoint
from widgets.chart_view import ChartView
from widgets.checklist_view import ChecklistRow, ChecklistView
from widgets.deal_list import DealCard, DealListView
from widgets.empty_state import EmptyState
from widgets.figure_card import FigureCard, FigureText
from widgets.figure_grid import FigureGrid
from widgets.filter_bar import FilterBar
from widgets.form_grid import FormGrid
from widgets.gap_chart import GapChart, GapRecord, GapRow
from widgets.gap_paint import Gap
from widgets.notice_bar import NoticeBar
from widgets.page_tabs import PageTabs
from widgets.progress_line import ProgressLine
from widgets.rows_card import Cell, Row, RowsCard, line_up
from widgets.rows_view import RowsView
from widgets.scale_row import ScaleRow
from widgets.side_strip import SideStrip
from widgets.sign_lines import SignLine, SignLines
from widgets.spread_chart import SpreadChart
from widgets.tab_rail import TabRail
from widgets.tension_line import TensionLine
from widgets.text_link import TextLink
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
    scale = ScaleRow(w("It holds"), w("1 not at all"), w("5 fully"), w("Can't say"))
    scale.set_value(4)
    middle.column.addWidget(scale)
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
    bands = BandsEdit()
    words = (w("Sales may promise"), w("Ask Operations"), w("Off the table"))
    bands.set_measure(
        higher_is_better=True,
        unit=w("days"),
        places=0,
        lowest=Decimal(0),
        highest=None,
        step=Decimal(1),
        words=words if stretch else None,
    )
    bands.set_limits(Decimal(10), Decimal(5))
    bands.set_before(Decimal(12), Decimal(5))
    bands.set_marker(Decimal(8), w("Lakeside Dental, 8 days"))
    middle.column.addWidget(bands)
    tension = TensionLine()
    tension.set_places(0.5, 0.2, w("Leans towards Operations"))
    middle.column.addWidget(tension)
    signs = SignLines()
    past = tuple((zone, w("Four weeks before")) for zone in ("OPEN", "PROMISE", "ASK", "OFF"))
    signs.set_signs(
        [SignLine("a", w("Late answers"), w("3 of 11 came late."), "ASK", w("A sign"), past, w("From 2 on"))]
    )
    middle.column.addWidget(signs)
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


def page_of_rows(stretch: bool) -> QScrollArea:
    """A page of cards with rows under its tabs."""

    def w(text: str) -> str:
        return longer(text, stretch)

    page = QScrollArea()
    page.setWidgetResizable(True)
    page.setFrameShape(QFrame.Shape.NoFrame)
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.addWidget(Title(w("Agreement")))
    tabs = PageTabs()
    tabs.set_pages([("rules", w("Rules"), None), ("offerings", w("Offerings"), 9), ("words", w("Shared words"), 14)])
    column.addWidget(tabs)
    cards = []
    for zone, heading, note, mark in (
        ("PROMISE", "Sales may promise", "no need to ask", ""),
        ("ASK", "Ask Operations first", "answer within 1 working day", "was 12 days"),
        ("OFF", "Off the table", "only the owner can lift it", "new"),
    ):
        card = RowsCard()
        cells = (Cell(w("Lead time"), "strong"), Cell(w("10 to 14 working days")), Cell(w("Sales"), colour="sales"))
        rows = [
            Row(f"{zone}1", (*cells, Cell(w("depends on the weeks in between"), "small", "muted")), mark and w(mark)),
            Row(f"{zone}2", (*cells, Cell(w("leaves room"), zone=zone))),
        ]
        card.set_content(w(heading), rows, note=w(note), zone=zone, columns=(2, 3, 2, 4))
        cards.append(card)
        column.addWidget(card)
    line_up(cards)
    offerings = RowsCard()
    row = Row("fascia", (Cell(w("Illuminated fascia"), "strong"), Cell(w("Ask Operations first"), zone="ASK")))
    offerings.set_content(w("Offerings"), [row], headings=(w("Offering"), w("Zone")))
    words = RowsCard()
    words.set_content(w("Shared words"), (), empty_text=w("No words are agreed yet."))
    for card in (offerings, words):
        column.addWidget(card)
    column.addStretch(1)
    page.setWidget(inner)
    return page


@pytest.mark.parametrize("width", [360, 480, 760, 1000])
@pytest.mark.parametrize("stretch", [False, True], ids=["english", "longer"])
@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft], ids=["ltr", "rtl"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_of_rows(
    qtbot, light: theme.Theme, tmp_path: Path, scheme: str, direction, stretch: bool, width: int
) -> None:
    light.set_scheme(scheme)
    page = page_of_rows(stretch)
    qtbot.addWidget(page)
    page.setLayoutDirection(direction)
    page.resize(width, 1100)
    page.show()
    assert page.grab().save(str(tmp_path / "rows.png"))
    assert not page.horizontalScrollBar().isVisible()
    assert cut_off(page.widget()) == []


def page_of_figures(stretch: bool) -> QScrollArea:
    """A page of figures with their charts."""

    def w(text: str) -> str:
        return longer(text, stretch)

    page = QScrollArea()
    page.setWidgetResizable(True)
    page.setFrameShape(QFrame.Shape.NoFrame)
    inner = QWidget()
    column = QVBoxLayout(inner)
    card = FigureCard()
    note, target = w("median of 47 deals · better since June"), w("target 15 days")
    card.set_figure(FigureText("days", w("Days from won to done"), "17 days", note, target))
    points = tuple(
        TrendPoint(f"{at}/6", 15 + at % 3 + (at in (2, 3)) * 9, "", outside=at in (2, 3), running=at == 11)
        for at in range(12)
    )
    card.set_trend(Trend(points, TrendLimits(16, 13, 19, ("19", "16", "13")), 15, w("target")), w("No clear change."))
    column.addWidget(card)
    told = FigureCard()
    told.set_figure(FigureText("margin", w("Margin per deal"), "34 %", w("planned 36 %, earned 34 %")))
    told.set_trend(Trend(points), "\n".join([w("Week of 7 December 2026: 34 %, 4 deals")] * 6))
    told.chart.set_in_words(True)
    column.addWidget(told)
    grid = FigureGrid()
    names = ("On time, first promise", "Promises kept", "Exceptions", "Decided by the owner", "Honest wins")
    grid.set_figures([FigureText(name, w(name), "41 of 47", w("87 % · was 33 of 46")) for name in names])
    column.addWidget(grid)
    for voice, title in (("sales", "Sales alone"), ("operations", "Operations alone")):
        strip = SideStrip(voice)
        strip.set_parts(w(title), [("a", w("€ 214,300 sold")), ("b", w("61 deals")), ("c", w("38 new clients"))])
        column.addWidget(strip)
    for chart in (
        Bars(tuple(Bar(str(at), at * 3, str(at * 3), "") for at in range(1, 6)), 3.2, w("median 4")),
        DotRows(
            (
                DotRow(w("Standard: 32 deals, median 35 %"), tuple(0.3 + at % 7 / 50 for at in range(32)), 0.35, ""),
                DotRow(w("Exceptions: 3 deals, median 20 %"), (0.1, 0.2, 0.3), 0.2, "", filled=False),
            ),
            ((0.1, "10 %"), (0.3, "30 %"), (0.5, "50 %")),
        ),
    ):
        spread = SpreadChart()
        spread.set_chart(chart, w("Most clients gave 5."))
        holder = Card()
        holder.column.addWidget(Heading(w("What clients gave")))
        holder.column.addWidget(spread)
        column.addWidget(holder)
    column.addStretch(1)
    page.setWidget(inner)
    return page


@pytest.mark.parametrize("width", [360, 760, 1000])
@pytest.mark.parametrize("stretch", [False, True], ids=["english", "longer"])
@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft], ids=["ltr", "rtl"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_of_figures(
    qtbot, light: theme.Theme, tmp_path: Path, scheme: str, direction, stretch: bool, width: int
) -> None:
    light.set_scheme(scheme)
    page = page_of_figures(stretch)
    qtbot.addWidget(page)
    page.setLayoutDirection(direction)
    page.resize(width, 1100)
    page.show()
    QApplication.processEvents()
    for chart in page.findChildren(ChartView):
        chart.finish()
    assert page.grab().save(str(tmp_path / "figures.png"))
    assert not page.horizontalScrollBar().isVisible()
    assert cut_off(page.widget()) == []


def page_of_gaps(stretch: bool) -> QScrollArea:
    """The areas of a health check, as they are and beside those of before."""

    def w(text: str) -> str:
        return longer(text, stretch)

    page = QScrollArea()
    page.setWidgetResizable(True)
    page.setFrameShape(QFrame.Shape.NoFrame)
    inner = QWidget()
    column = QVBoxLayout(inner)
    records = (
        GapRecord("asked", w("9 of 31 deals broke a rule unasked")),
        GapRecord("no", w("No visit yet"), opens=False),
    )
    rows = (
        GapRow("a", w("Rules of engagement"), Gap(3.8, 2.2, 3.6, talk_first=True), records, w("Talk first"), "ASK"),
        GapRow("b", w("Seeing each other's work"), Gap(4, 4, 4), records[:1]),
        GapRow("c", w("Tone"), None, (), w("Nobody could judge this")),
    )
    then = tuple(row._replace(before=Gap(2, 3.1, None), times=("Nov", "Aug")) for row in rows)
    for content, heading in ((rows, "What your records say"), (then, "The gap")):
        card, chart = Card(), GapChart()
        chart.set_rows(content, w(heading))
        card.column.addWidget(chart)
        column.addWidget(card)
    link = TextLink()
    link.set_words("a", w("Two statements of your own belong to no area: see what you said"))
    column.addWidget(link)
    column.addStretch(1)
    page.setWidget(inner)
    return page


@pytest.mark.parametrize("width", [480, 760])
@pytest.mark.parametrize("stretch", [False, True], ids=["english", "longer"])
@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft], ids=["ltr", "rtl"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_of_gaps(
    qtbot, light: theme.Theme, tmp_path: Path, scheme: str, direction, stretch: bool, width: int
) -> None:
    light.set_scheme(scheme)
    page = page_of_gaps(stretch)
    qtbot.addWidget(page)
    page.setLayoutDirection(direction)
    page.resize(width, 900)
    page.show()
    QApplication.processEvents()
    assert page.grab().save(str(tmp_path / "gaps.png"))
    assert not page.horizontalScrollBar().isVisible()
    assert cut_off(page.widget()) == []


def cut_off(window: QWidget) -> list[str]:
    """The texts of labels, badges and buttons that have less room than they need and no tooltip to make up for it."""
    found = []
    for label in window.findChildren(PlainLabel):
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        wide = label.wordWrap() or label.width() >= label.sizeHint().width() or bool(label.toolTip())
        if label.isVisible() and (label.height() < needed or not wide):
            found.append(f"{label.text()!r} {label.size()} needs {needed}")
    for view in window.findChildren(RowsView):
        if view.isVisible() and view.height() < view.heightForWidth(view.width()):
            found.append(view.accessibleName())
    for lead in window.findChildren(LeadLabel):
        if lead.isVisible() and lead.height() < lead.heightForWidth(lead.width()):
            found.append(lead.text())
    for link in window.findChildren(TextLink):
        if link.isVisible() and link.height() < link.heightForWidth(link.width()):
            found.append(link.text())
    for widget in [*window.findChildren(QPushButton), *window.findChildren(ZoneBadge)]:
        if widget.isVisible() and widget.width() < widget.sizeHint().width() and not widget.toolTip():
            found.append(widget.accessibleName() or widget.text())
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not window.rect().contains(widget.mapTo(window, widget.rect().center())):
            found.append(f"outside: {type(widget).__name__} {widget.accessibleName()}")
    return found
