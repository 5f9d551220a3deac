"""The ladder as a poster: its steps from the bottom up, who decides on each, by when, and what belongs there."""

from typing import NamedTuple

from desktop.printing.page import Page, render
from desktop.wording import figures
from desktop.wording.agreement import version_words
from desktop.wording.decision_rights import skip_words
from desktop.wording.escalation import limit_words, missing_words, time_words, who_decides
from framework.agreement import Agreement
from framework.agreement_versions import Version
from framework.business import Business
from framework.escalation import skipped
from resources.words import tr

# The text in points, and the white above and below a step in millimetres: the first that fits on one sheet.
SETTINGS = ((14, 13.0), (13, 9.0), (12, 6.0), (11, 3.5), (10, 2.0), (9, 1.2), (8, 0.8))
FEW_STEPS, WIDE_MM = 3, 18.0


class Rung(NamedTuple):
    """One step: `skipped` says why it is passed over (empty: it is not), `missing` who is not there any more."""

    number: str
    name: str
    who: str
    time: str
    limit: str
    skipped: str
    missing: str
    belongs: str


def ladder_page(version: Version, business: Business) -> Page:
    """Return the ladder of a version of the agreement as a poster, the last step on top (framework.md section 7)."""
    title = tr("When we don't agree")
    given = {
        "business": business.name,
        "title": title,
        "version": version_words(version),
        "note": tr("Begin at the bottom. Going up, write what was tried on the step below."),
        "steps": _rungs(version.agreement, business),
        "empty": tr("The agreement has no ladder yet."),
        "serves": tr("Does this decision serve the client well?"),
    }
    settings = list(SETTINGS)
    if len(version.agreement.ladder) <= FEW_STEPS:
        settings.insert(0, (SETTINGS[0][0], WIDE_MM))
    units, tight, *tighter = (render("ladder.html", size=size, white=white, **given) for size, white in settings)
    return Page(
        title=tr("{title}, {version}").format(title=tr("Ladder"), version=version_words(version)),
        units=units,
        tight=tight,
        tighter=tuple(tighter),
        running=tr("{business} · {title}").format(business=business.name, title=title),
        footer=tr("Straight to the owner needs a reason, and is counted."),
    )


def _rungs(agreement: Agreement, business: Business) -> list[Rung]:
    """Return the steps as they stand on the wall, the highest first."""
    over = skipped(agreement.ladder, business.people)
    return [
        Rung(
            figures.number(number),
            step.name,
            _upper_first(who_decides(step, business)),
            "" if step.id in over else time_words(step, business),
            "" if step.id in over else limit_words(step, business),
            skip_words(step, agreement.ladder, over, business),
            missing_words(step, business),
            step.belongs,
        )
        for number, step in reversed(list(enumerate(agreement.ladder, start=1)))
    ]


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
