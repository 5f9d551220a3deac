"""What can be chosen in a rule, as a person chooses it: who decides, and what silence means."""

from framework.agreement import Decider, Silence
from resources.words import tr


def decider_choice(decider: Decider) -> str:
    """Return who decides when a deal must be asked, as a choice."""
    return {
        Decider.OPERATIONS: tr("Operations, and may refuse"),
        Decider.BOTH: tr("Sales and Operations together"),
        Decider.LEADS: tr("The leads of both together"),
        Decider.OWNER: tr("The owner"),
    }[decider]


def silence_choice(silence: Silence) -> str:
    """Return what holds when nobody answers in time, as a choice."""
    return {
        Silence.YES: tr("It counts as a yes"),
        Silence.NO: tr("It counts as a no"),
        Silence.OPEN: tr("It stays open"),
    }[silence]
