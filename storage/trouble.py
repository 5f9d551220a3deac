"""The world's problems: one calm sentence by cause, from one place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from resources.words import tr


class Trouble(Exception):
    """Something the world did: a full disk, a missing file, a sheet without a header.

    `say` is one or two plain sentences: what, where, what to do.
    """

    def __init__(self, say: str) -> None:
        super().__init__(say)
        self.say = say


class Conflict(Trouble):
    """Somebody else changed the same row first. `theirs` is the row as it is now; `who` may be empty."""

    def __init__(
        self, topic: str, row_id: str, who: str, at: datetime | None, label: str, theirs: Mapping[str, Any]
    ) -> None:
        if who:
            say = tr("{who} has changed this in the meantime (“{label}”). Your own words are kept here to use again.")
        else:
            say = tr("This was changed in the meantime (“{label}”). Your own words are kept here to use again.")
        super().__init__(say.format(who=who, label=label))
        self.topic = topic
        self.row_id = row_id
        self.who = who
        self.at = at
        self.label = label
        self.theirs = theirs
