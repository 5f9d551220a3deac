"""Where somebody stands in a window: the room on screen and who is acting, to go on there when a file opens anew."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop.window import Window


class Stand(NamedTuple):
    """The key of a room and the id of a person, "" for none."""

    room: str
    person: str


def stand_in(window: "Window") -> Stand:
    """Return where somebody stands in `window` now."""
    person = window.session.person if window.session is not None else None
    return Stand(window.room.key if window.room is not None else "", person.id if person is not None else "")


def open_at(window: "Window", path: Path, stand: Stand) -> bool:
    """Open `path` in `window` and go on at `stand`, as far as it is there; False when the file does not open."""
    if not window.open_file(path):
        return False
    window.show_room(stand.room)
    if window.session is not None and any(one.id == stand.person for one in window.session.business.people):
        window.session.act_as(stand.person)
    return True
