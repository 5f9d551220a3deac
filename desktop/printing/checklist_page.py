"""The intake checklist on paper: filled from the records, or blank for a site visit (framework.md section 6).

Numbers run through all four sections in the order of the window, so that a sheet is typed in line by line.
"""

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from itertools import count
from typing import NamedTuple

from desktop.actions.desk import Judged
from desktop.printing.page import Page, render
from desktop.wording import figures
from desktop.wording.agreement import local_day
from desktop.wording.intake import needed_words, section_words, summary_line
from desktop.wording.verdict import headline, reason_words, who_answers, zone_words
from framework.business import Business
from framework.checklist import Answer, ChecklistItem, ItemAnswer, Needed, Section
from framework.deal import Deal
from framework.intake import Verdict, follow_answer, items_for, items_for_any
from resources.words import tr

ROOMY_MM, TIGHT_MM, BLANK_MM = 1.2, 0.6, 1.5
MOST_NOTE_LINES = 12
# Marks for when an answer is needed; the sheet says at its head what they mean.
NEEDED = {Needed.BEFORE_PROMISE: "*", Needed.BEFORE_HANDOVER: "+", Needed.NOT: ""}
COLUMNS = (Answer.YES, Answer.NO, Answer.NOT_APPLICABLE)


class Line(NamedTuple):
    """One question: `needed` is its mark, `marks` are the names of its three boxes."""

    number: str
    say: str
    needed: str
    marks: tuple[str, ...]
    note: str


class Part(NamedTuple):
    """One section with its questions."""

    title: str
    lines: tuple[Line, ...]


def checklist_page(
    judged: Judged,
    business: Business,
    today: date,
    zone: tzinfo | None = None,
) -> Page:
    """Return the checklist of a judged deal as it is answered, with its verdict.

    The days of answers are those of `zone` (None: of this computer).
    """
    deal, answers, verdict = judged.deal, judged.answers, judged.verdict
    numbers = count(1)
    parts = [
        Part(
            section_words(section),
            tuple(
                _answered(item, next(numbers), answers.get(item.id), deal, verdict, business, zone) for item in found
            ),
        )
        for section, found in _sections(items_for(deal, business, today))
    ]
    return _page(
        business,
        tr("{client}, intake checklist").format(client=deal.client),
        parts,
        (ROOMY_MM, TIGHT_MM),
        heading=deal.client,
        summary=summary_line(deal, business),
        right=_right(deal),
        to_fill=(),
        zone=zone_words(verdict.zone),
        headline=headline(verdict),
        who=who_answers(verdict, business),
        reasons=[reason_words(reason, business) for reason in verdict.reasons if reason.item_id is None],
    )


def blank_checklist_page(business: Business, today: date, deal: Deal | None = None) -> Page:
    """Return the checklist to be filled in by hand, large boxes and lines, for `deal` or for one not yet known."""
    items = items_for(deal, business, today) if deal is not None else items_for_any(business)
    numbers = count(1)
    parts = [
        Part(
            section_words(section),
            tuple(
                Line(figures.number(next(numbers)), item.say, NEEDED[item.needed], ("large-box",) * 3, "")
                for item in found
            ),
        )
        for section, found in _sections(items)
    ]
    to_fill = (tr("Visited on"), tr("By")) if deal is not None else (tr("Client"), tr("Promised for"), tr("By"))
    return _page(
        business,
        tr("Intake checklist, to fill in"),
        parts,
        (BLANK_MM, TIGHT_MM),
        heading=deal.client if deal is not None else tr("Intake checklist"),
        summary=summary_line(deal, business) if deal is not None else "",
        right=_right(deal) if deal is not None else (),
        to_fill=to_fill,
        zone="",
        headline="",
        who="",
        reasons=(),
    )


def _page(
    business: Business, title: str, parts: Sequence[Part], white: tuple[float, float], *, heading: str, **given: object
) -> Page:
    given |= {
        "business": business.name,
        "title": heading,
        "sections": parts,
        "needed": [(NEEDED[each], needed_words(each)) for each in (Needed.BEFORE_PROMISE, Needed.BEFORE_HANDOVER)],
        "reason": tr("Conditions or reason:"),
        "answers": (tr("yes"), tr("no"), tr("n.a.")),
        "notes": tr("notes"),
        "sign_off": tr("Sign-off"),
        "signatures": _signatures(),
    }
    units, tight = (render("checklist.html", white=each, **given) for each in white)
    (spare,) = render("note_line.html")
    return Page(
        title=title,
        units=units,
        tight=tight,
        running=tr("{business} · {title}").format(business=business.name, title=title),
        footer=tr("A date or a price is given when what is needed before the promise is answered."),
        spare=spare,
        spare_most=MOST_NOTE_LINES,
    )


def _signatures() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    signed = tr("name and day")
    return (
        (tr("Sales:"), (tr("complete"),), signed),
        (tr("Operations:"), (tr("accepts"), tr("accepts with conditions"), tr("returns")), signed),
        (tr("Does this serve the client well?"), (tr("yes"), tr("no")), tr("look again in 90 days, on")),
    )


def _right(deal: Deal) -> tuple[str, ...]:
    promised = tr("no date yet") if deal.promised_on is None else figures.day_year(deal.promised_on)
    return (deal.ref, tr("Promised for"), promised)


def _sections(items: Sequence[ChecklistItem]) -> Iterator[tuple[Section, list[ChecklistItem]]]:
    for section in Section:
        found = [item for item in items if item.section is section]
        if found:
            yield section, found


def _answered(
    item: ChecklistItem,
    number: int,
    given: ItemAnswer | None,
    deal: Deal,
    verdict: Verdict,
    business: Business,
    zone: tzinfo | None,
) -> Line:
    followed = follow_answer(item, deal, verdict)
    answer = followed if item.follows is not None else given.answer if given is not None else None
    marks = tuple(("tick" if column is answer else "box") for column in COLUMNS)
    return Line(
        figures.number(number), item.say, NEEDED[item.needed], marks, _note(item, given, verdict, business, zone)
    )


def _note(
    item: ChecklistItem, given: ItemAnswer | None, verdict: Verdict, business: Business, zone: tzinfo | None
) -> str:
    if item.follows is not None:
        reasons = [reason for reason in (*verdict.reasons, *verdict.passed) if reason.measure == item.follows]
        return reason_words(reasons[0], business) if reasons else ""
    if given is None:
        return ""
    known = tr("not known") if given.answer is Answer.UNKNOWN else ""
    who = next((person.name for person in business.people if person.id == given.who), given.who)
    day = figures.day_month(local_day(given.at, zone)) if given.at is not None else ""
    return " · ".join(part for part in (known, given.note, who, day) if part)
