"""What a shared word means, in a line, for the tooltip over a text that uses it (framework.md section 11)."""

from desktop.wording.typed import typed
from framework.words import Word
from resources.words import tr

SAYS_ITSELF = "says_itself"
"""A property of a widget (or of a view) whose texts get no such tooltip: they are the glossary."""
LONGEST_MEANING = 300


def meaning(word: Word) -> str:
    """Return a word with what both agreed that it means, or with what each side means while they have not."""
    if word.agreed:
        return tr("{word}: {meaning}").format(word=typed(word.word), meaning=_short(word.agreed))
    sides = []
    if word.sales_means:
        sides.append(tr("Sales: {meaning}").format(meaning=_short(word.sales_means)))
    if word.operations_means:
        sides.append(tr("Operations: {meaning}").format(meaning=_short(word.operations_means)))
    return tr("{word}, not agreed yet. {meanings}").format(word=typed(word.word), meanings=" / ".join(sides))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return typed(words if len(words) <= LONGEST_MEANING else words[: LONGEST_MEANING - 1] + "…")
