"""What somebody else wrote in the meantime, beside one's own words: who, when, and what stands there now."""

from collections.abc import Sequence

from desktop.wording import figures
from desktop.wording.typed import typed
from resources.words import tr
from storage.trouble import Conflict, Trouble

Theirs = Sequence[tuple[str, str]]
"""What stands in the file now, by the name of its field."""


def told(conflict: Conflict, theirs: Theirs = ()) -> Trouble:
    """Return the sentence of a conflict with its time and with what the other person wrote in the same fields."""
    parts = [conflict.say]
    if conflict.at is not None:
        local = conflict.at.astimezone()
        when = tr("Saved on {day} at {time}.")
        parts.append(when.format(day=figures.day(local.date()), time=figures.clock(local.time())))
    say = tr("“{field}” by {who}: {text}") if conflict.who else tr("“{field}” is now: {text}")
    parts += [
        say.format(field=name, who=typed(conflict.who), text=typed(text) or tr("nothing")) for name, text in theirs
    ]
    if theirs:
        parts.append(tr("Save again to keep yours."))
    return Trouble("\n".join(parts) if theirs else " ".join(parts))
