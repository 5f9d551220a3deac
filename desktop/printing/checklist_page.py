"""The intake checklist on paper: filled from the records, blank, or for a site visit (framework.md section 6).

Numbers run through all four sections as in the window, so that a sheet is typed in line by line.
"""

from collections.abc import Callable, Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from desktop.actions.desk import Judged
from desktop.printing.drawings import ink
from desktop.printing.page import PIXEL, Drawing, Page, render
from desktop.wording import figures
from desktop.wording.agreement import local_day
from desktop.wording.intake import line_number, needed_words, only_for, section_words, summary_line
from desktop.wording.verdict import headline, reason_words, who_answers, zone_words
from framework.business import Business
from framework.checklist import SECTIONS, Answer, ChecklistItem, ItemAnswer, Needed, line_numbers
from framework.deal import Deal
from framework.intake import Verdict, follow_answer, items_for_paper
from framework.stages import PROMISED_STAGES
from resources.words import tr

ROOMY_MM, TIGHT_MM, BLANK_MM, VISIT_MM = 1.2, 0.6, 1.5, 2.6
MOST_NOTE_LINES = 12
SKETCH_MM, GRID_MM = 115.0, 5.0
GRID = QColor("#c3c5c8")
# Marks for when an answer is needed; the sheet says at its head what they mean.
NEEDED = {Needed.BEFORE_PROMISE: "*", Needed.BEFORE_HANDOVER: "+", Needed.NOT: ""}
COLUMNS = (Answer.YES, Answer.NO, Answer.UNKNOWN, Answer.NOT_APPLICABLE)


class Line(NamedTuple):
    """One question: `needed` is its mark, `marks` are the names of its boxes (empty: none), `only` its offerings."""

    number: str
    say: str
    needed: str
    marks: tuple[str, ...]
    note: str
    only: str = ""


class Part(NamedTuple):
    """One section with its questions."""

    title: str
    lines: tuple[Line, ...]


def checklist_page(
    judged: Judged,
    business: Business,
    today: date,
    zone: tzinfo | None = None,
    standing: str = "",
) -> Page:
    """Return the checklist of a judged deal as it is answered, with its verdict.

    The days of answers are those of `zone` (None: of this computer). `standing` says where the deal stands with what
    was asked about it, instead of who would answer.
    """
    deal, verdict = judged.deal, judged.verdict

    def line(item: ChecklistItem, number: str) -> Line:
        return _answered(item, number, judged, business, zone)

    return _page(
        business,
        tr("{client}, intake checklist").format(client=deal.client),
        _parts(items_for_paper(business, deal, today), line),
        (ROOMY_MM, TIGHT_MM),
        heading=deal.client,
        summary=summary_line(deal, business),
        right=_right(deal),
        to_fill=(),
        zone=zone_words(verdict.zone),
        headline=headline(verdict),
        who=standing or who_answers(verdict, business),
        reasons=[reason_words(reason, business) for reason in verdict.reasons if reason.item_id is None],
        signatures=_signatures(),
    )


def blank_checklist_page(business: Business, today: date, deal: Deal | None = None) -> Page:
    """Return the checklist to be filled in by hand, large boxes and lines, for `deal` or for one not yet known."""
    to_fill = (tr("Visited on"), tr("By")) if deal is not None else (tr("Client"), tr("Asked for"), tr("By"))
    return _blank(
        business, today, deal, tr("Intake checklist, to fill in"), "large-box", BLANK_MM, to_fill, _signatures()
    )


def visit_checklist_page(business: Business, today: date, deal: Deal) -> Page:
    """Return the checklist of `deal` to take along on a site visit: larger boxes still, and room for what is seen.

    After the questions come lines for who is there, how to get in, measures and photos, and a grid to draw on.
    """
    page = _blank(
        business,
        today,
        deal,
        tr("{client}, site visit").format(client=deal.client),
        "visit-box",
        VISIT_MM,
        (tr("Visited on"), tr("By"), tr("Spoken to")),
        (),
    )
    tail = render(
        "site_visit.html",
        title=tr("On site"),
        lines=(
            (tr("Contact on site, phone"), 1),
            (tr("Access, parking, keys, hours"), 1),
            (tr("Height, power, what is needed to work"), 1),
            (tr("Measures"), 4),
            (tr("Photos of"), 2),
            (tr("Agreed on site"), 2),
        ),
        sketch=tr("Sketch, with measures"),
    )
    drawings = {"sketch": Drawing(1.0, SKETCH_MM, _paint_grid)}
    tight = (*page.tight, *tail)
    return page._replace(units=(*page.units, *tail), tight=tight, spare="", spare_most=0, drawings=drawings)


def _blank(
    business: Business,
    today: date,
    deal: Deal | None,
    title: str,
    box: str,
    white: float,
    to_fill: tuple[str, ...],
    signatures: tuple[tuple[str, tuple[str, ...], str], ...],
) -> Page:
    def line(item: ChecklistItem, number: str) -> Line:
        # Nobody ticks what the figures answer: the line says so, and is skipped when the sheet is typed in.
        followed = item.follows is not None
        marks = ("" if followed else box,) * len(COLUMNS)
        note = tr("checked for you") if followed else ""
        return Line(number, item.say, NEEDED[item.needed], marks, note, only_for(item, business) if not deal else "")

    return _page(
        business,
        title,
        _parts(items_for_paper(business, deal, today), line),
        (white, TIGHT_MM),
        heading=deal.client if deal is not None else tr("Intake checklist"),
        summary=summary_line(deal, business) if deal is not None else "",
        right=_right(deal) if deal is not None else (),
        to_fill=to_fill,
        zone="",
        headline="",
        who="",
        reasons=(),
        signatures=signatures,
    )


def _page(
    business: Business, title: str, parts: Sequence[Part], white: tuple[float, float], *, heading: str, **given: object
) -> Page:
    given |= {
        "business": business.name,
        "title": heading,
        "sections": parts,
        "needed": [
            *((NEEDED[each], needed_words(each)) for each in (Needed.BEFORE_PROMISE, Needed.BEFORE_HANDOVER)),
            (tr("?"), tr("don't know")),
        ],
        "reason": tr("Conditions or reason:"),
        "answers": (tr("yes"), tr("no"), tr("?"), tr("n.a.")),
        "notes": tr("notes"),
        "sign_off": tr("Sign-off"),
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
    caption = tr("Promised for") if deal.stage in PROMISED_STAGES else tr("Asked for")
    return (deal.ref, caption, promised)


def _parts(items: Sequence[ChecklistItem], line: Callable[[ChecklistItem, str], Line]) -> list[Part]:
    """Return `items` (in the order of the sections) by section, each with the number that it has in the window."""
    numbered = list(zip(items, map(line_number, line_numbers(items)), strict=True))
    found = []
    for section in SECTIONS:
        lines = tuple(line(item, number) for item, number in numbered if item.section is section)
        if lines:
            found.append(Part(section_words(section), lines))
    return found


def _answered(item: ChecklistItem, number: str, judged: Judged, business: Business, zone: tzinfo | None) -> Line:
    given = judged.answers.get(item.id)
    followed = follow_answer(item, judged.deal, judged.ruled)
    answer = followed if item.follows is not None else given.answer if given is not None else None
    marks = tuple(("tick" if column is answer else "box") for column in COLUMNS)
    return Line(number, item.say, NEEDED[item.needed], marks, _note(item, given, judged.ruled, business, zone))


def _note(
    item: ChecklistItem, given: ItemAnswer | None, verdict: Verdict, business: Business, zone: tzinfo | None
) -> str:
    if item.follows is not None:
        reasons = [reason for reason in (*verdict.reasons, *verdict.passed) if reason.measure == item.follows]
        return reason_words(reasons[0], business) if reasons else ""
    if given is None:
        return ""
    who = next((person.name for person in business.people if person.id == given.who), given.who)
    day = figures.day_month(local_day(given.at, zone)) if given.at is not None else ""
    return " · ".join(part for part in (given.note, who, day) if part)


def _paint_grid(painter: QPainter, area: QRectF, _font: QFont) -> None:
    """Paint a frame, and dots to draw along, as far apart as on squared paper."""
    step = GRID_MM / PIXEL
    painter.setPen(ink(1.6, GRID))
    for down in range(1, int(area.height() / step) + 1):
        for across in range(1, int(area.width() / step) + 1):
            place = QPointF(across * step, down * step)
            if area.contains(place):
                painter.drawPoint(place)
    painter.setPen(ink(0.9, GRID))
    painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
