"""The visits: what waits, what comes, what was seen, who is due when; and the card of the one that is chosen."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.visits import due_visits, visit_turns
from desktop.rooms.visit_actions import PLAN, VisitActions
from desktop.rooms.visit_card import VisitCard
from desktop.session import Session
from desktop.wording import visits as words
from desktop.wording.typed import typed
from framework.visits import DueStep, DueVisit, Turn, Visit, VisitState, state_of
from resources.words import tr
from storage.trouble import Trouble
from storage.visits import read_visit, read_visits
from widgets.page_scroll import PageScroll
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S

VISIT, PERSON, RHYTHM = "visit:", "person:", "rhythm:"
MOST_PAST = 200


class VisitsPage(QWidget):
    """Lists the visits at the left and shows one at the right.

    What is done about them is in `work`. `counted(int)` tells how many wait for the person acting.
    """

    counted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen = ""
        self._turns: dict[str, Turn] = {}
        self._due: dict[str, DueVisit] = {}
        self.waiting_card, self.coming_card = RowsCard(), RowsCard()
        self.past_card, self.people_card = RowsCard(), RowsCard()
        self.card = VisitCard(session)
        self.work = VisitActions(session, self, self.chosen_visit)
        self._lists = (self.waiting_card, self.coming_card, self.past_card)
        self._lay_out()
        for each in self._lists:
            each.row_activated.connect(self._open)
            each.row_changed.connect(self._choose)
        self.people_card.row_activated.connect(self._open_rhythm)
        self.card.asked.connect(self._do_here)
        self.card.troubled.connect(self.work.troubled)
        self.work.visit_requested.connect(self.show_visit)

    def _lay_out(self) -> None:
        inside = QWidget()
        left = QVBoxLayout(inside)
        left.setContentsMargins(0, 0, SPACE_S, 0)
        left.setSpacing(SPACE_M)
        for each in (*self._lists, self.people_card):
            left.addWidget(each)
        left.addStretch(1)
        self.area = PageScroll(inside)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_L - SPACE_S)
        across.addWidget(self.area, 5)
        across.addWidget(self.card, 6)

    # Showing

    def refresh(self) -> None:
        """Show the visits as they are now."""
        session = self._session
        business, today = session.business, session.today
        due = due_visits(session.book, today, business)
        self._turns = {turn.person.id: turn for turn in visit_turns(session.book, business, today)}
        self._due = {self._due_key(each): each for each in due}
        visits = read_visits(session.book)
        coming = [visit for visit in visits if state_of(visit, today) is VisitState.PLANNED]
        past = [visit for visit in visits if state_of(visit, today) in (VisitState.DONE, VisitState.CALLED_OFF)]
        past.sort(key=lambda visit: visit.done_on or visit.planned_on, reverse=True)
        self._show_lists(coming, past)
        self._show_people()
        self._keep_chosen([*self._due, *(VISIT + visit.id for visit in coming), *(VISIT + each.id for each in past)])
        self._show_chosen()
        self._tell_count(due)

    def count(self) -> None:
        """Count what waits for the person acting."""
        session = self._session
        try:
            self._tell_count(due_visits(session.book, session.today, session.business))
        except Trouble:
            # Damage is told by the check behind the first paint, and by the page when it is looked at.
            return

    def _tell_count(self, due: Iterable[DueVisit]) -> None:
        acting = self._session.person.id if self._session.person is not None else ""
        self.counted.emit(sum(each.person_id == acting for each in due))

    @staticmethod
    def _due_key(due: DueVisit) -> str:
        return VISIT + due.visit.id if due.visit is not None else PERSON + due.person_id

    def _show_lists(self, coming: list[Visit], past: list[Visit]) -> None:
        business = self._session.business
        rows = []
        for key, due in self._due.items():
            shape = "OPEN" if due.step is DueStep.TODAY or not due.late_by else "ASK"
            cells = (
                Cell(words.due_words(due, business), "strong", zone=shape),
                Cell(words.since_words(due), "small", "muted"),
            )
            rows.append(Row(key, cells))
        self.waiting_card.set_content(tr("Waiting"), rows, stacked=True)
        self.waiting_card.setVisible(bool(rows))
        self.coming_card.set_content(
            tr("To come"), [self._row(visit) for visit in coming], empty_text=tr("No visit is planned."), stacked=True
        )
        self.past_card.set_content(
            tr("Seen"),
            [self._row(visit) for visit in past[:MOST_PAST]],
            empty_text=tr("Nobody has been yet."),
            stacked=True,
        )

    def _row(self, visit: Visit) -> Row:
        title = Cell(
            words.visit_title(visit, self._session.business), "strong", "muted" if visit.called_off_at else "ink"
        )
        said = words.visit_line(visit)
        if visit.done_on is not None and visit.surprise:
            said = words.DOT.join((said, typed(" ".join(visit.surprise.split()))))
        return Row(VISIT + visit.id, (title, Cell(said, "small", "muted")))

    def _show_people(self) -> None:
        rows = []
        for key, turn in self._turns.items():
            said = words.DOT.join((words.rhythm_words(turn.every_days), words.turn_words(turn)))
            if not turn.every_days:
                said = words.turn_words(turn)
            rows.append(Row(RHYTHM + key, (Cell(typed(turn.person.name), "strong"), Cell(said, "small", "muted"))))
        self.people_card.set_content(tr("Who is due when"), rows, note=tr("Enter changes the rhythm"), stacked=True)
        self.people_card.set_activatable(not self._session.book.read_only_because)

    def _keep_chosen(self, keys: list[str]) -> None:
        if self._chosen not in keys:
            self._chosen = keys[0] if keys else ""
        for each in self._lists:
            each.set_current(self._chosen or None)

    def _show_chosen(self) -> None:
        can_write = not self._session.book.read_only_because
        visit = self.chosen_visit()
        if visit is not None:
            self.card.show_visit(visit)
            return
        due = self._due.get(self._chosen)
        if due is not None:
            title = words.due_words(due, self._session.business)
            text = tr("Two hours at the other side's work: what is hardest for them, and what do they wait for?")
            self.card.show_nothing(title, text, offers=can_write)
            return
        self.card.show_nothing(
            tr("See each other's work"),
            tr(
                "Once a quarter Sales spends two hours at a delivery or a support day, and Operations in a sales call. "
                "What surprises you becomes a point for the meeting, a shared word or a rule."
            ),
            offers=can_write,
        )

    def chosen_visit(self) -> Visit | None:
        """Return the visit that is chosen, as the file has it now; None where none is."""
        if not self._chosen.startswith(VISIT):
            return None
        return read_visit(self._session.book, self._chosen.removeprefix(VISIT))

    def show_visit(self, visit_id: str) -> None:
        """Show one visit."""
        self._chosen = VISIT + visit_id
        self.refresh()

    def focus_first(self) -> None:
        """Give the keyboard to the first list that has rows, or to the button that plans."""
        first = next((each for each in self._lists if each.rows()), None)
        if first is not None:
            first.view.setFocus()
        else:
            self.card.empty.buttons.focus_first()

    def _choose(self, key: str) -> None:
        if key == self._chosen:
            return
        self.card.save()
        self._chosen = key
        for each in self._lists:
            each.set_current(key)
        self._show_chosen()

    def _open(self, key: str) -> None:
        self._choose(key)
        if self.card.visit is not None:
            self.card.focus_card()
        else:
            self._plan_chosen()

    # Doing

    def do(self, what: str) -> None:
        """Do what a menu asks for, by its word."""
        self.card.save()
        self.work.do(what)

    def _do_here(self, what: str) -> None:
        """Do what a button of the card asks for: it plans for whom the card is."""
        if what == PLAN:
            self._plan_chosen()
        else:
            self.do(what)

    def _plan_chosen(self) -> None:
        due, visit = self._due.get(self._chosen), self.chosen_visit()
        self.work.plan_for(due.person_id if due is not None else visit.person_id if visit is not None else None)

    def _open_rhythm(self, key: str) -> None:
        turn = self._turns.get(key.removeprefix(RHYTHM))
        if turn is not None:
            self.work.change_rhythm(turn)
