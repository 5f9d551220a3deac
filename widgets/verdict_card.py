"""The answer about a deal: its zone, why, who answers by when, and what to do next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from widgets.action_buttons import ActionButtons
from widgets.card import Card, LeadLabel, Muted, PlainLabel
from widgets.tokens import SPACE_XS
from widgets.zone_badge import ZoneBadge

_TONE_OF = {"PROMISE": "green", "ASK": "amber", "OFF": "red", "OPEN": "open"}


class VerdictCard(Card):
    """Badge, headline, reasons (bold lead and rest), a quiet paragraph, buttons. `action_requested(key)`."""

    action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("open", parent)
        self._badge = ZoneBadge("OPEN")
        self._headline = PlainLabel("", "strong", wrap=True)
        self._reasons: list[LeadLabel] = []
        self._quiet = Muted("")
        self.buttons = ActionButtons()
        self.column.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self._headline)
        self.column.addWidget(self._quiet)
        self.column.addSpacing(SPACE_XS)
        self.column.addWidget(self.buttons)
        self.buttons.action_requested.connect(self.action_requested)

    def set_verdict(
        self,
        zone: str,
        headline: str,
        reasons: Sequence[tuple[str, str]] = (),
        quiet: str = "",
        actions: Sequence[tuple[str, str, bool]] = (),
        badge_text: str = "",
    ) -> None:
        """Show a verdict. `reasons` are (lead, rest), `actions` are (key, text, primary)."""
        self.set_tone(_TONE_OF.get(zone, "open"))
        self._badge.set_zone(zone, badge_text)
        self._headline.setText(headline)
        for lead, _rest in reasons[len(self._reasons) :]:
            label = LeadLabel(lead)
            self._reasons.append(label)
            self.column.insertWidget(1 + len(self._reasons), label)
        for label, (lead, rest) in zip(self._reasons, reasons, strict=False):
            label.set_texts(lead, rest)
        for number, label in enumerate(self._reasons):
            label.setVisible(number < len(reasons))
        self._quiet.setText(quiet)
        self._quiet.setVisible(bool(quiet))
        self.buttons.set_actions(actions)
        words = [self._badge.text(), headline, *(f"{lead} {rest}".strip() for lead, rest in reasons), quiet]
        self.setAccessibleName(headline)
        self.setAccessibleDescription("\n".join(word for word in words if word))
