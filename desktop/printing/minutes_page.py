"""The minutes of a meeting on paper: what was decided and who does what first, then section by section (section 8)."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple

from desktop.printing.page import Page, bound, render
from desktop.wording import figures
from desktop.wording.agenda import empty_section, more_items, section_title
from desktop.wording.minutes import (
    entry_by,
    entry_who,
    held_people,
    held_say,
    held_times,
    kind_heading,
    kind_words,
    looking_back_words,
    minutes_title,
    of_kind,
    outcome_counts,
    outcome_words,
    rating_words,
    section_time,
)
from desktop.wording.typed import typed
from framework.business import Business
from framework.minutes import ACTING, Entry, EntryKind, HeldMeeting, HeldSection, Outcome
from resources.words import tr

ROOMY_MM, TIGHT_MM, LEAST_MM = 1.0, 0.6, 0.4
# What everybody looks for stands first; what was parked stands last.
FIRST = (EntryKind.DECISION, *ACTING)


class Line(NamedTuple):
    """One line: what was said, who, by when. `box`: it is to be done."""

    say: str
    who: str = ""
    by: str = ""
    box: str = ""


class Block(NamedTuple):
    """Lines of one kind under their heading, and what is said where there are none."""

    title: str
    continued: str
    lines: tuple[Line, ...]
    empty: str = ""
    note: str = ""


class Item(NamedTuple):
    """An item of the agenda, or a note under it (`quiet`), and what became of it. `strong`: it comes back."""

    say: str
    became: str = ""
    quiet: bool = False
    strong: bool = False


class Section(NamedTuple):
    """A section in words."""

    title: str
    continued: str
    counts: str
    minutes: str
    items: tuple[Item, ...]


def minutes_page(meeting: HeldMeeting, business: Business, zone: tzinfo) -> Page:
    """Return the minutes of a meeting that is closed, or that is going on, as far as it got. Times are of `zone`."""
    day = figures.day_long(meeting.day)
    counts = (outcome_counts(meeting), looking_back_words(meeting))
    given = {
        "business": business.name,
        "title": minutes_title(),
        "day": day,
        "times": held_times(meeting, zone),
        "people": held_people(meeting, business),
        "counts": " · ".join(said for said in counts if said),
        "ratings": rating_words(meeting, business),
        "blocks": [block for kind in FIRST if (block := _block(kind, meeting, business))],
        "sections": [_section(section, meeting, business) for section in meeting.sections],
        "sections_heading": tr("Section by section"),
        "sections_note": tr("minutes used, of those planned") if not meeting.on_paper else tr("minutes planned"),
        "parked": _block(EntryKind.LOOKING_BACK, meeting, business),
    }
    units, tight, tighter = (render("minutes.html", white=white, **given) for white in (ROOMY_MM, TIGHT_MM, LEAST_MM))
    return Page(
        title=tr("{title}, {day}").format(title=minutes_title(), day=day),
        units=units,
        tight=tight,
        tighter=(tighter,),
        running=tr("{business} · {title} · {day}").format(business=business.name, title=minutes_title(), day=day),
        footer=tr("Actions come back on every agenda until they are done."),
    )


def _block(kind: EntryKind, meeting: HeldMeeting, business: Business) -> Block | None:
    """Return the lines of a kind; None where there are none, and nobody would ask for them."""
    found = of_kind(meeting.entries, kind)
    heading = kind_heading(kind)
    continued = tr("{title}, continued").format(title=heading)
    empty = {
        EntryKind.DECISION: tr("Nothing was decided."),
        EntryKind.ACTION: tr("No actions were agreed."),
    }.get(kind, "")
    if not found:
        return Block(heading, continued, (), empty) if empty else None
    note = looking_back_words(meeting) if kind is EntryKind.LOOKING_BACK else ""
    return Block(heading, continued, tuple(_line(entry, business) for entry in found), note=note)


def _line(entry: Entry, business: Business) -> Line:
    to_do = entry.kind in ACTING
    who = entry_who(entry, business) if to_do else section_title(entry.section, business)
    return Line(bound(typed(entry.say)), who, entry_by(entry) if to_do else "", "box" if to_do else "")


def _section(section: HeldSection, meeting: HeldMeeting, business: Business) -> Section:
    items = [
        Item(bound(held_say(held)), outcome_words(held.outcome), strong=held.outcome is Outcome.PUT_OFF)
        for held in section.items
    ]
    if section.more:
        items.append(Item(more_items(section.more), quiet=True))
    if not items and empty_section(section.kind):
        items.append(Item(empty_section(section.kind), quiet=True))
    items += [Item(say) for say in _notes(section, meeting.entries)]
    heading = section_title(section.kind, business)
    return Section(
        title=heading,
        continued=tr("{title}, continued").format(title=heading),
        counts=section.counted,
        minutes=section_time(section, meeting.on_paper),
        items=tuple(items),
    )


def _notes(section: HeldSection, entries: Sequence[Entry]) -> list[str]:
    return [
        tr("{kind}: {say}").format(kind=kind_words(entry.kind), say=typed(entry.say))
        for entry in of_kind(entries, EntryKind.NOTE)
        if entry.section is section.kind
    ]
