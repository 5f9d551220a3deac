"""What stands beside the ladder: the owner meter, three like decisions that could be a rule, and precedents."""

from PySide6.QtCore import QObject, Signal

from desktop.rooms.owner_meter_card import OwnerMeterCard
from desktop.rooms.precedents_card import PrecedentsCard
from desktop.rooms.question_panel import QuestionPanel
from desktop.rooms.rule_draft_card import RuleDraftCard
from desktop.session import Session


class Insights(QObject):
    """The cards (`meter_card`, `draft_card`, `precedents_card`) and their dialogs.

    Signals: `told(text)` what was changed, for a notice with Undo; `drafted(text)` when a rule was drafted as a
    proposal; `troubled(Trouble)`; `question_requested(id)`, `deal_requested(id)` when one is to be seen.
    """

    told = Signal(str)
    drafted = Signal(str)
    troubled = Signal(object)
    question_requested = Signal(str)
    deal_requested = Signal(str)

    def __init__(self, session: Session, panel: QuestionPanel) -> None:
        super().__init__(panel)
        self._session, self._panel = session, panel
        self.meter_card, self.draft_card = OwnerMeterCard(session), RuleDraftCard(session)
        self.precedents_card = PrecedentsCard(session)
        panel.add_section(self.precedents_card)
        panel.shown.connect(self.precedents_card.show_question)
        self.meter_card.away_requested.connect(self.show_owner_away)
        self.meter_card.cost_requested.connect(self.show_cause_and_cost)
        self.meter_card.deal_requested.connect(self.deal_requested)
        self.draft_card.drafted.connect(self.drafted)
        self.draft_card.trouble_met.connect(self.troubled)
        for card in (self.meter_card, self.draft_card, self.precedents_card):
            card.question_requested.connect(self.question_requested)

    def refresh(self) -> None:
        """Count anew, and look again for what could be a rule."""
        self.meter_card.refresh()
        self.draft_card.refresh()

    def show_owner_away(self) -> None:
        """Show the test without the owner."""
        from desktop.dialogs.owner_away import OwnerAway

        page = OwnerAway(self._session, self._panel)
        page.told.connect(self.told)
        page.question_requested.connect(self.question_requested)
        page.deal_requested.connect(self.deal_requested)
        page.open()

    def show_cause_and_cost(self) -> None:
        """Show what the exceptions came from, and what a yes and a no cost."""
        from desktop.dialogs.cause_and_cost import CauseAndCostPage

        page = CauseAndCostPage(self._session, self._panel)
        page.question_requested.connect(self.question_requested)
        page.deal_requested.connect(self.deal_requested)
        page.open()
