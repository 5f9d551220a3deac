"""The stages of other people's CRMs, read as the stages of framework.md section 3."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from framework.deal import Stage
from resources.words import tr
from storage.sheet.likeness import normal_form
from storage.sheet.problem import shown
from storage.trouble import Trouble

_NAMES: dict[Stage, str] = {
    Stage.LEAD: """
        lead, leads, lead in, new, new lead, prospect, prospecting, prospects, qualification, qualifying, cold,
        contact made, first contact, contacted, enquiry, inquiry, appointment scheduled, demo scheduled,
        interessent, neu, anfrage, erstkontakt, qualifizierung, nieuw, aanvraag, eerste contact, kwalificatie""",
    Stage.INTAKE: """
        intake, open, engaging, engaged, qualified, qualified to buy, needs analysis, needs defined, discovery,
        value proposition, id decision makers, identify decision makers, perception analysis,
        presentation scheduled, demo, meeting, site survey, survey, offen, in bearbeitung, bedarfsanalyse,
        qualifiziert, gekwalificeerd, behoefteanalyse, in behandeling, intake gesprek""",
    Stage.OFFERED: """
        offered, offer, offer sent, proposal, proposal made, proposal sent, proposal price quote, quote, quote sent,
        quoted, quotation, quotation sent, negotiation, negotiations started, negotiation review, in negotiation,
        decision maker bought in, contract sent, verbal agreement, angebot, angeboten, angebot gesendet,
        angebot erstellt, verhandlung, in verhandlung, vertrag gesendet, offerte, offerte verstuurd,
        offerte verzonden, aangeboden, onderhandeling, in onderhandeling, voorstel, contract verstuurd""",
    Stage.WON: """
        won, closed won, deal won, sold, ordered, order, signed, contract signed, accepted, gewonnen, auftrag,
        beauftragt, abgeschlossen und gewonnen, verkauft, verkocht, opdracht, getekend, geaccepteerd""",
    Stage.IN_DELIVERY: """
        in delivery, in progress, in production, production, installation, installing, delivering, in umsetzung,
        in arbeit, in produktion, in lieferung, in uitvoering, in productie, onderhanden""",
    Stage.DELIVERED: """
        delivered, completed, complete, done, finished, installed, invoiced, paid, geliefert, erledigt, fertig,
        abgenommen, abgerechnet, geleverd, opgeleverd, afgerond, klaar, gefactureerd""",
    Stage.LOST: """
        lost, closed lost, deal lost, closed lost to competition, lost to competition, rejected, declined,
        cancelled, canceled, abandoned, no deal, disqualified, verloren, abgelehnt, storniert, abgesagt, afgewezen,
        geannuleerd, vervallen""",
}
_AROUND = re.compile(r"^\s*\d+\s*[-.:)]\s*|\s*\([^)]*\)\s*$|\s*[-–,]?\s*\d+\s*%\s*$")


class UnknownStages(Trouble):
    """Stages that cannot be read. `names` are as written, in the order in which they were met."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        listed = ", ".join(f"“{shown(name)}”" for name in self.names[:20]) + ("…" if len(self.names) > 20 else "")
        super().__init__(
            tr("These stages are not known: {names}. The stages of a deal are {stages}; say which one each is.").format(
                names=listed, stages=", ".join(stage.value for stage in Stage)
            )
        )


def guess_stage(text: str) -> Stage | None:
    """Return the stage that `text` means in the common CRMs in English, German and Dutch, or None.

    A number in front ("3. Won"), a pipeline in brackets ("Closed won (Sales)") and a percentage behind are ignored.
    """
    return _by_form().get(normal_form(text)) or _by_form().get(normal_form(_AROUND.sub("", text)))


@lru_cache(maxsize=1)
def _by_form() -> Mapping[str, Stage]:
    return {
        normal_form(name.strip()): stage
        for stage, names in _NAMES.items()
        for name in names.replace("\n", " ").split(",")
    }
