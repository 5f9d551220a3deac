"""Two health checks beside each other: areas, gaps, all of it together, and what the repair of then did (12)."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.actions.health import area_titles, repair_action
from desktop.rooms.health_beside import ChartBeside
from desktop.rooms.health_rows import check_row
from desktop.rooms.health_trend import HealthTrend
from desktop.session import Session
from desktop.wording import health_result as words
from desktop.wording.health_chart import gap_of
from framework.health import Area, AreaResult, overall, widest_gap
from framework.health_check import Compared, Opened, compared
from resources.words import tr
from widgets.card import Card, Heading, Muted, PlainLabel, Title
from widgets.choice_box import ChoiceBox
from widgets.gap_chart import GapChart, GapRecord, GapRow
from widgets.page_head import page_head
from widgets.rows_card import RowsCard
from widgets.tokens import SPACE_M


class HealthCompare(QWidget):
    """Compares a check with one before it, chosen in a box.

    Signals: `back_requested()`, `area_opened(key)` for the statements of the later check, `check_opened(id)`.
    """

    back_requested = Signal()
    area_opened = Signal(str)
    check_opened = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._opened: Opened | None = None
        self._earlier: tuple[Opened, ...] = ()
        self.title_label = Title("")
        self.line_label = PlainLabel("", "body", "muted", elide=True)
        self.before_box = ChoiceBox(tr("Compare with"))
        self.back_button = QPushButton(tr("Back to the result"))
        self.chart = GapChart()
        self.chart_card = Card()
        self.all_card, self.repair_card = Card(), Card()
        self.overall_label, self.widest_label = PlainLabel("", wrap=True), PlainLabel("", wrap=True)
        self.repair_heading = Heading("")
        self.repair_label, self.result_label = PlainLabel("", wrap=True), Muted("")
        self.checks_card = RowsCard()
        self.trend_card = HealthTrend()
        self._lay_out()
        self.back_button.clicked.connect(self.back_requested)
        self.before_box.activated.connect(self._compare)
        self.chart.area_opened.connect(self.area_opened)
        self.checks_card.row_activated.connect(self.check_opened)

    def _lay_out(self) -> None:
        with_label = PlainLabel(tr("Compare with"), "body", "muted")
        head = page_head(self.title_label, self.line_label, with_label, self.before_box, self.back_button)
        self.chart_card.column.addWidget(self.chart)
        self.all_card.column.addWidget(Heading(tr("All areas together")))
        self.all_card.column.addWidget(self.overall_label)
        self.all_card.column.addWidget(self.widest_label)
        for widget in (self.repair_heading, self.repair_label, self.result_label):
            self.repair_card.column.addWidget(widget)
        cards = (self.all_card, self.repair_card, self.checks_card, self.trend_card)
        self.area = ChartBeside(self.chart_card, cards)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_M)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)

    # Showing

    def show_checks(self, opened: Opened, earlier: Sequence[Opened]) -> None:
        """Compare `opened` with one of the checks before it, the latest first; the one that was chosen stays."""
        self._opened, self._earlier = opened, tuple(earlier)
        chosen = self.before_box.currentData()
        every = (opened, *earlier)
        keys = [each.check.id for each in earlier]
        choices = [(each.check.id, words.when_words(each, every)) for each in earlier]
        self.before_box.set_choices(choices, chosen if chosen in keys else next(iter(keys), None))
        self._compare()

    def before(self) -> Opened | None:
        """Return the earlier check that is chosen."""
        chosen = self.before_box.currentData()
        return next((each for each in self._earlier if each.check.id == chosen), None)

    def _compare(self) -> None:
        opened, before = self._opened, self.before()
        if opened is None or before is None:
            return
        every = (opened, *self._earlier)
        now_words, then_words = words.when_words(opened, every), words.when_words(before, every)
        self.title_label.setText(tr("{now} beside {before}").format(now=now_words, before=then_words))
        both = compared(opened, before)
        self.line_label.setText(self._differences(opened, before, both))
        now = {result.area: result for result in both.now}
        then = {result.area: result for result in both.before}
        # An area that only one asked about still stands in the chart, by itself.
        results = {each.check.id: each.results() for each in every}
        here = {each.area: each for each in results[opened.check.id]} | now
        there = {each.area: each for each in results[before.check.id]} | then
        times = words.short_when(opened, before)
        rows = [
            self._row(area, here.get(area), there.get(area) if area in then or area not in here else None, times)
            for area in Area
            if area in here or area in there
        ]
        self.chart.set_rows(rows, tr("The gap"))
        self._show_all(both.now, both.before)
        self._show_repair(before, now, then, then_words)
        self._show_checks(every, results)
        self.trend_card.show_trend(every, results)

    def _row(self, area: Area, now: AreaResult | None, then: AreaResult | None, times: tuple[str, str]) -> GapRow:
        name = area_titles()[area]
        here = gap_of(now) if now is not None else None
        if now is None:
            gap, said = tr("Not asked this time"), name
        elif then is None:
            gap, said = tr("Not asked then"), words.area_words(now)
        else:
            gap = words.was_words(now.gap, then.gap)
            said = " ".join((words.area_words(now), tr("Before: {area}").format(area=words.area_words(then))))
        note = words.note_words(now) if now is not None else ""
        tone = "ASK" if now is not None and now.talk_first else ""
        record = GapRecord("gap", gap, opens=False)
        before = gap_of(then) if then is not None else None
        return GapRow(area.value, name, here, (record,), note, tone, said, before, times)

    def _differences(self, opened: Opened, before: Opened, both: Compared) -> str:
        """Return what must be known to compare the two: other people, or another form."""
        parts = []
        people = [{sheet.person.id for sheet in each.sheets} for each in (opened, before)]
        if people[0] != people[1]:
            parts.append(tr("Not the same people answered"))
        if opened.check.short != before.check.short:
            parts.append(tr("One was the short form"))
        if not both.alike:
            parts.append(words.in_common_words(both))
        return words.DOT.join(parts) or tr("The same people answered, in the same form")

    def _show_all(self, now: Sequence[AreaResult], then: Sequence[AreaResult]) -> None:
        self.overall_label.setText(tr("Overall {moved}").format(moved=words.moved_words(overall(now), overall(then))))
        self.widest_label.setText(
            tr("Widest gap: {now}; before: {before}").format(now=_widest(now), before=_widest(then))
        )

    def _show_repair(
        self, before: Opened, now: dict[Area, AreaResult], then: dict[Area, AreaResult], then_words: str
    ) -> None:
        repair = before.repair
        self.repair_card.setVisible(repair is not None)
        if repair is None:
            return
        action = repair_action(self._session.book, before)
        self.repair_heading.setText(tr("Chosen to be mended in {month}").format(month=then_words))
        self.repair_label.setText(words.repair_words(repair, action, self._session.business.names, self._session.today))
        self.result_label.setText(words.repair_result(repair.area, now.get(repair.area), then.get(repair.area)))

    def _show_checks(self, every: Sequence[Opened], results: Mapping[str, Sequence[AreaResult]]) -> None:
        rows = [check_row(each, every, results[each.check.id]) for each in every]
        self.checks_card.set_content(tr("All checks"), rows, stacked=True)

    def finish_background_work(self) -> None:
        """Draw now what would be drawn behind the window."""
        self.trend_card.finish_background_work()

    def focus_first(self) -> None:
        """Give the keyboard to the choice of the other check."""
        self.before_box.setFocus()


def _widest(results: Sequence[AreaResult]) -> str:
    found = widest_gap(results)
    if found is None:
        return words.score_words(words.widest(results))
    return tr("{gap}, {area}").format(gap=words.score_words(found.gap), area=area_titles()[found.area])
