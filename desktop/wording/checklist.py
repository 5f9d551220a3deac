"""The words of the checklist as a whole: what its answers may mean, what becomes of a deal that is moved."""

from desktop.wording.intake import needed_words
from desktop.wording.typed import typed
from desktop.wording.verdict import measure_words, zone_words
from framework.agreement import Measure, Zone
from framework.checklist import CATALOGUE, ChecklistItem, Needed
from framework.checklist_versions import Moving
from resources.words import tr


def meaning_choice(zone: Zone | None) -> str:
    """Return what an answer leads to, as a choice."""
    return tr("Nothing more") if zone is None else zone_words(zone)


def needed_choice(needed: Needed) -> str:
    """Return when an answer is needed, as a choice."""
    return {
        Needed.BEFORE_PROMISE: tr("Before the promise"),
        Needed.BEFORE_HANDOVER: tr("Before handover"),
        Needed.NOT: tr("It may stay open"),
    }[needed]


def follows_choice(follows: str | None) -> str:
    """Return who or what answers a question, as a choice."""
    if follows is None:
        return tr("Somebody here")
    return tr("The catalogue, by itself") if follows == CATALOGUE else _by_itself(Measure(follows))


def _by_itself(measure: Measure) -> str:
    return tr("{figure}, by itself").format(figure=measure_words(measure))


def meanings(item: ChecklistItem) -> str:
    """Return what the answers to an item lead to: "No: ask Operations first"; nothing where none leads anywhere."""
    if item.follows is not None and item.follows != CATALOGUE:
        return tr("checked for you")
    said = (
        (tr("Yes: {zone}"), item.yes_means),
        (tr("No: {zone}"), item.no_means),
        (tr("Don't know: {zone}"), item.unknown_means),
    )
    parts = [words.format(zone=zone_words(zone)) for words, zone in said if zone is not None]
    if item.follows is not None:
        parts.insert(0, tr("checked for you"))
    return " · ".join(parts)


def needed_short(item: ChecklistItem) -> str:
    """Return when an item must be answered."""
    return needed_words(item.needed) or tr("may stay open")


def moving_words(client: str, found: Moving) -> str:
    """Return what became of a deal that was moved to the newest version, and what is to be looked at."""
    parts = [tr("{client} is on the newest checklist.").format(client=typed(client))]
    if found.kept == 1:
        parts.append(tr("1 answer stays."))
    elif found.kept:
        parts.append(tr("{count} answers stay.").format(count=found.kept))
    if len(found.new) == 1:
        parts.append(tr("New: “{question}”").format(question=typed(found.new[0].say)))
    elif found.new:
        parts.append(tr("{count} questions are new.").format(count=len(found.new)))
    if len(found.reworded) == 1:
        parts.append(
            tr("Look once more at “{question}”: it is worded otherwise.").format(question=found.reworded[0].say)
        )
    elif found.reworded:
        parts.append(
            tr("{count} answered questions are worded otherwise; look at them once more.").format(
                count=len(found.reworded)
            )
        )
    return " ".join(parts)
