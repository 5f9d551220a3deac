"""May I promise this? The verdict of a deal while it is typed: why, who must be asked, what would turn it green."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.actions.desk import judged
from desktop.session import Session
from desktop.wording.intake import earliest_sentence
from desktop.wording.verdict_card import card_texts
from desktop.wording.ways import way_words
from framework.agreement import Zone
from framework.asking import Request
from framework.checklist import ItemAnswer
from framework.deal import Deal
from framework.ways import Way, ways_out
from resources.words import tr
from widgets.card import Card, Heading, PlainLabel
from widgets.tokens import SPACE_M
from widgets.verdict_card import VerdictCard
from widgets.way_lines import WayLines

SHOWN_REASONS = 7


class LiveVerdict(QWidget):
    """Judges what it is given, at once. `way_requested(Way)` when somebody takes a way out."""

    way_requested = Signal(object)

    def __init__(
        self,
        session: Session,
        answers: dict[str, ItemAnswer],
        requests: tuple[Request, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._answers, self._requests = session, answers, requests
        self._ways: tuple[Way, ...] = ()
        self.verdict_card = VerdictCard()
        self.ways_card = Card()
        self.way_lines = WayLines()
        self.earliest_card = Card()
        self.earliest_label = PlainLabel("", wrap=True)
        self._lay_out()
        self.way_lines.way_requested.connect(self._take)

    def _lay_out(self) -> None:
        self.ways_card.column.addWidget(Heading(tr("What would turn it green")))
        self.ways_card.column.addWidget(self.way_lines)
        self.earliest_card.column.addWidget(Heading(tr("Can we promise this date?")))
        self.earliest_card.column.addWidget(self.earliest_label)
        inside = QWidget()
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(SPACE_M)
        for card in (self.verdict_card, self.ways_card, self.earliest_card):
            cards.addWidget(card)
        cards.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        # Reasons are reached by keyboard only here: the stop is shown.
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setProperty("ring", "true")
        area.setAccessibleName(tr("About this deal"))
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def put_right(self, wrong: Sequence[tuple[str, str]]) -> None:
        """Show that nothing can be said before `wrong` (field, what is wrong with it) is put right."""
        self._ways = ()
        self.way_lines.set_lines(())
        self.ways_card.hide()
        self.earliest_card.hide()
        self.verdict_card.set_verdict(str(Zone.OPEN), tr("This has to be put right first."), wrong)

    def judge(self, deal: Deal) -> None:
        """Show the verdict of `deal` as it is typed."""
        desk, business = self._session.desk, self._session.business
        found = judged(desk, deal, self._answers, self._requests)
        texts = card_texts(found, business, desk.clock(), SHOWN_REASONS)
        self.verdict_card.set_verdict(str(texts.zone), texts.headline, texts.lines, texts.quiet, badge_text=texts.badge)
        held = found.verdict.zone in (Zone.ASK, Zone.OFF)
        self._ways = ways_out(deal, found.verdict, business, desk.workload, desk.today, desk.digits) if held else ()
        self.way_lines.set_lines([(str(way.kind), *way_words(way, business)) for way in self._ways])
        self.ways_card.setVisible(bool(self._ways))
        self.earliest_card.show()
        self.earliest_label.setText(earliest_sentence(found, desk.workload.limits(deal, Zone.PROMISE)[0]))

    def _take(self, kind: str) -> None:
        for way in self._ways:
            if str(way.kind) == kind:
                self.way_requested.emit(way)
                return
