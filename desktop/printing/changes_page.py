"""What changed between two versions of the agreement, on paper: before and after, line by line (section 4)."""

from collections.abc import Mapping
from datetime import date, tzinfo
from itertools import groupby
from typing import NamedTuple

from desktop.printing.page import Page, render
from desktop.wording import figures
from desktop.wording.agreement import state_parts, version_words
from desktop.wording.agreement_changes import DifferenceLine, difference_lines
from framework.agreement_changes import differences
from framework.agreement_versions import State, Version
from framework.business import Business
from resources.words import tr

ROOMY_MM, TIGHT_MM = 0.9, 0.5
MOST_NOTE_LINES = 8


class Group(NamedTuple):
    """What changed of one rule, offering or step."""

    name: str
    kind: str
    lines: tuple[DifferenceLine, ...]


def changes_page(
    old: Version,
    new: Version,
    business: Business,
    names: Mapping[str, str],
    today: date,
    zone: tzinfo | None = None,
) -> Page:
    """Return what `new` changes in `old` as a page, with lines to write on while `new` is not signed.

    `names` are people by id, also those who have left. Days are those of `zone` (None: of this computer).
    """
    business = business._replace(offerings={**business.offerings, **old.agreement.offerings, **new.agreement.offerings})
    lines = difference_lines(differences(old.agreement, new.agreement), business)
    title = _title(old)
    given = {
        "business": business.name,
        "between": tr("Sales and Operations"),
        "title": title,
        "state": state_parts(new, business, names, today, zone=zone, with_year=True),
        "why_title": tr("Why it was proposed"),
        "why": new.why,
        "before": version_words(old),
        "after": version_words(new),
        "groups": _groups(lines),
        "nothing": "–",
        "same": tr("Nothing changed."),
        "notes": tr("notes") if new.is_open else "",
    }
    units, tight = (render("changes.html", white=white, **given) for white in (ROOMY_MM, TIGHT_MM))
    (spare,) = render("note_line.html")
    return Page(
        title=tr("{title}, {version}").format(title=title, version=version_words(new)),
        units=units,
        tight=tight,
        running=tr("{business} · {title} · {version}").format(
            business=business.name, title=title, version=version_words(new)
        ),
        footer=tr("One side's signature alone changes nothing."),
        spare=spare,
        spare_most=MOST_NOTE_LINES if new.is_open else 0,
    )


def _title(old: Version) -> str:
    if old.state is not State.SIGNED:
        return tr("What changed since the draft")
    return tr("What changed since version {number}").format(number=figures.number(old.agreement.number))


def _groups(lines: list[DifferenceLine]) -> list[Group]:
    """Return the lines of one rule, offering or step under their common name."""
    return [
        Group(name, kind, tuple(group))
        for (name, kind), group in groupby(lines, key=lambda line: (line.name, line.kind))
    ]
