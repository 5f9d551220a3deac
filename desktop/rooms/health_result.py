"""The result of an opened health check: areas and gaps beside the records, the reading, next steps, the repair (12)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.health import area_titles, repair_action
from desktop.actions.health_findings import TOPICS as FINDING_TOPICS
from desktop.actions.health_findings import Findings, gather_findings
from desktop.in_parts import InParts
from desktop.rooms.health_beside import ChartBeside
from desktop.rooms.health_cards import ReadingCard, RepairCard, SinceCard, StepsCard
from desktop.rooms.health_compare import HealthCompare
from desktop.rooms.health_page import HealthPage
from desktop.rooms.health_rows import STATEMENT, WAITING, check_row, reasons, row_of, steps
from desktop.session import Session
from desktop.wording import health_findings as records
from desktop.wording import health_result as words
from desktop.wording.typed import typed
from framework.figure import Figure
from framework.health import Area, AreaResult
from framework.health_check import Opened, compared
from resources.words import tr
from storage.health import TOPICS, read_opened
from widgets.action_buttons import ActionButtons
from widgets.card import Card, PlainLabel, Title
from widgets.gap_chart import GapChart
from widgets.page_head import page_head
from widgets.rows_card import RowsCard
from widgets.text_link import TextLink
from widgets.tokens import SPACE_M

COMPARE, PRINT, NEW, BACK, REPAIR = "compare", "print", "new", "back", "repair"
OWN = "own"


class HealthResultPage(HealthPage):
    """Shows one opened check; another of the earlier ones can be opened from it.

    `new_check_requested()` asks for a new one. What the records say is worked out behind the window.
    """

    topics = TOPICS | FINDING_TOPICS | {"action", "person"}

    new_check_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._every: tuple[Opened, ...] = ()
        self._shown = ""
        self._can_begin = True
        self._results: tuple[AreaResult, ...] = ()
        self.found: Findings | None = None
        self._work = InParts(self)
        self.title_label = Title("")
        self.line_label = PlainLabel("", "body", "muted", wrap=True)
        self.buttons = ActionButtons()
        self.chart = GapChart()
        self.chart_card = Card()
        self.own_link = TextLink("body", "accent")
        self.reading_card, self.steps_card = ReadingCard(), StepsCard()
        self.repair_card, self.since_card = RepairCard(), SinceCard()
        self.checks_card = RowsCard()
        self.compare = HealthCompare(session)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = page_head(self.title_label, self.line_label, self.buttons)
        self.chart_card.column.addWidget(self.chart)
        self.chart_card.column.addWidget(self.own_link)
        cards = (self.reading_card, self.steps_card, self.repair_card, self.since_card, self.checks_card)
        self.area = ChartBeside(self.chart_card, cards)
        result = QWidget()
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        self.stack.addWidget(result)
        self.stack.addWidget(self.compare)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        self.buttons.action_requested.connect(self._press)
        self.chart.area_opened.connect(self.open_area)
        self.chart.record_opened.connect(self.open_record)
        self.own_link.opened.connect(self.open_area)
        self.reading_card.opened.connect(self._open_because)
        self.steps_card.opened.connect(self._open_step)
        self.repair_card.choose_requested.connect(self.choose_repair)
        self.since_card.opened.connect(self._compare_with)
        self.checks_card.row_activated.connect(self.show_check)
        self.compare.back_requested.connect(self._leave_compare)
        self.compare.area_opened.connect(self.open_area)
        self.compare.check_opened.connect(self.show_check)
        self._work.done.connect(self._take)
        self._work.troubled.connect(self.troubled)

    # Showing

    def show_opened(self, opened: Opened, earlier: Sequence[Opened]) -> None:
        """Show the latest opened check, with those before it, the latest first.

        One of the earlier ones that is looked at stays, until another check is opened.
        """
        is_new = not self._every or self._every[0].check.id != opened.check.id
        self._every = (opened, *earlier)
        if is_new or self._shown not in {each.check.id for each in self._every}:
            self._shown = opened.check.id
            self.stack.setCurrentIndex(0)
        self._show()

    def set_can_begin(self, can_begin: bool) -> None:
        """Offer to begin a new check, or do not: one runs already."""
        self._can_begin = can_begin
        self._show_buttons()

    def refresh(self) -> None:
        """Show the check that is looked at as the file has it now."""
        every = read_opened(self.session.book)
        if every:
            self.show_opened(every[0], every[1:])

    @property
    def opened(self) -> Opened:
        """The check that is shown. Raises StopIteration before one is."""
        return next(each for each in self._every if each.check.id == self._shown)

    @property
    def earlier(self) -> tuple[Opened, ...]:
        """The checks before the one that is shown, the latest first."""
        return self._every[self._every.index(self.opened) + 1 :]

    def show_check(self, check_id: str) -> None:
        """Show one of the opened checks."""
        if check_id in {each.check.id for each in self._every}:
            self._shown = check_id
            self.stack.setCurrentIndex(0)
            self._show()
            self.chart.focus_first()

    def _show(self) -> None:
        opened = self.opened
        self._results = opened.results()
        self.title_label.setText(words.title_words(opened))
        self.line_label.setText(words.subtitle_words(opened))
        self._show_buttons()
        self._show_own()
        self._show_repair()
        self._show_since()
        self._show_checks()
        if self.stack.currentWidget() is self.compare:
            self._show_compare()
        self._work_out()

    def _show_buttons(self) -> None:
        if not self._every:
            return
        actions: list[tuple[str, str, bool]] = []
        latest = self._every[0]
        if self._shown != latest.check.id:
            text = tr("Back to {month}").format(month=words.when_words(latest, self._every))
            actions.append((BACK, text, False))
        if self.earlier:
            text = tr("Compare with {month}").format(month=words.when_words(self.earlier[0], self._every))
            actions.append((COMPARE, text, False))
        actions.append((PRINT, tr("Print report"), False))
        if self._can_begin and not self.session.book.read_only_because:
            actions.append((NEW, tr("New check"), True))
        self.buttons.set_actions(actions)

    def _show_own(self) -> None:
        """Offer the business's own statements that belong to no area."""
        count = sum(each.area is None for each in self.opened.check.statements)
        said = tr("A statement of your own belongs to no area: see what you said")
        if count > 1:
            said = tr("{count} statements of your own belong to no area: see what you said")
        self.own_link.set_words(OWN, said.format(count=count))
        self.own_link.setVisible(bool(count))

    def _show_repair(self) -> None:
        opened, business = self.opened, self.session.business
        repair = opened.repair
        # What is mended belongs to the latest check: an earlier one only tells what it was.
        can_choose = opened is self._every[0] and not self.session.book.read_only_because
        if repair is None:
            self.repair_card.show_repair("", "", "", late=False, can_choose=can_choose)
            self.repair_card.setVisible(can_choose)
            return
        action = repair_action(self.session.book, opened)
        state = words.repair_state(action, business.names, self.session.today)
        late = action is not None and action.is_late(self.session.today)
        area = area_titles()[repair.area]
        self.repair_card.show_repair(area, typed(repair.say), state, late=late, can_choose=can_choose)
        self.repair_card.show()

    def _show_since(self) -> None:
        self.since_card.setVisible(bool(self.earlier))
        if not self.earlier:
            return
        before = self.earlier[0]
        title = tr("Since {month}").format(month=words.when_words(before, self._every))
        self.since_card.show_since(title, words.since_lines(compared(self.opened, before)), before.check.id)

    def _show_checks(self) -> None:
        others = [each for each in self._every if each.check.id != self._shown]
        self.checks_card.setVisible(bool(others))
        rows = [check_row(each, self._every, each.results()) for each in others]
        self.checks_card.set_content(tr("Other checks"), rows, stacked=True)

    # What the records say

    def _work_out(self) -> None:
        """Work out behind the window what the records say, and what follows from it."""
        if self.found is not None and self.found.check_id != self._shown:
            self.found = None
        self._show_found()
        self._work.start(gather_findings(self.session.book, self.session.desk, self.opened))

    def _take(self, found: Findings) -> None:
        self.found = found
        self._show_found()
        self.settled.emit()

    def _show_found(self) -> None:
        """Show the areas, and beside them what was worked out; "…" until it is."""
        found, opened = self.found, self.opened
        self.chart.set_rows([row_of(result, opened, found) for result in self._results], tr("What your records say"))
        if found is None:
            self.reading_card.show_reading(WAITING, "", ())
            self.steps_card.hide()
            return
        tone = found.tone
        self.reading_card.show_reading(records.reading_title(tone), records.reading_of(found), reasons(found))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.steps_card.show_steps(steps(found), "←" if mirrored else "→", records.nothing_presses(found))

    # Opening

    def open_record(self, area: str, key: str) -> None:
        """Show the cases of what the records say of an area."""
        if self.found is None:
            return
        found = self.found.of(Area(area), key)
        if found.sign is not None:
            from desktop.dialogs.sign_cases import show_sign

            self.open_cases(show_sign(self.session, found.sign, self))
        else:
            from desktop.dialogs.figure_cases import show_counted

            assert isinstance(found.source, Figure)
            self.open_cases(show_counted(self.session, self.found.records, found.source, found.period, self))

    def _open_because(self, key: str) -> None:
        if key == STATEMENT:
            self.open_area(Area.TONE.value)
        else:
            area, _, source = key.partition(":")
            self.open_record(area, source)

    def _open_step(self, key: str) -> None:
        self.room_requested.emit(records.TABS[Area(key)], "")

    def open_area(self, key: str) -> None:
        """Show the statements of an area, or the business's own that belong to none."""
        from desktop.dialogs.health_area import HealthArea

        HealthArea(self.opened, None if key == OWN else Area(key), self).open()

    def choose_repair(self) -> None:
        """Choose together what is mended, or change it."""
        from desktop.dialogs.repair_editor import RepairEditor

        opened = self.opened
        dialog = RepairEditor(self.session, opened, repair_action(self.session.book, opened), self)
        dialog.saved.connect(self._tell_saved)
        dialog.open()

    def _tell_saved(self, text: str) -> None:
        self.told.emit(text, True)

    def _press(self, key: str) -> None:
        if key == COMPARE:
            self._compare_with("")
        elif key == PRINT:
            self.print_page()
        elif key == NEW:
            self.new_check_requested.emit()
        elif key == BACK:
            self.show_check(self._every[0].check.id)

    def _compare_with(self, _key: str) -> None:
        self._show_compare()
        self.stack.setCurrentWidget(self.compare)
        self.compare.focus_first()

    def _show_compare(self) -> None:
        if self.earlier:
            self.compare.show_checks(self.opened, self.earlier)
        else:
            self.stack.setCurrentIndex(0)

    def _leave_compare(self) -> None:
        self.stack.setCurrentIndex(0)
        self.chart.focus_first()

    # Menus and paper

    def do(self, what: str) -> None:
        """Do what a menu asks for: "compare", "repair"."""
        if not self._every:
            return
        if what == COMPARE and self.earlier:
            self._compare_with("")
        elif what == REPAIR and self.opened is self._every[0] and not self.session.book.read_only_because:
            self.choose_repair()

    def print_page(self) -> None:
        """Show the report as it will print."""
        if not self._every:
            return
        self._work.finish()
        if self.found is None:
            return
        from desktop.printing.health_report_page import health_report_page
        from desktop.printing.preview import preview

        opened, session = self.opened, self.session
        action = repair_action(session.book, opened)
        before = repair_action(session.book, self.earlier[0]) if self.earlier else None
        page = health_report_page(opened, self.found, session.business, action, self.earlier, session.today, before)
        preview(self, page)

    def finish_background_work(self) -> None:
        """Show what the records say now."""
        self._work.finish()
        if self.stack.currentWidget() is self.compare:
            self.compare.finish_background_work()

    def focus_first(self) -> None:
        """Give the keyboard to the first area, or to the choice of the check to compare with."""
        if self.stack.currentWidget() is self.compare:
            self.compare.focus_first()
        else:
            self.chart.focus_first()
