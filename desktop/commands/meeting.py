"""Commands for the meeting and for paper: agenda, print."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.actions.desk import Desk, judge, read_desk
from desktop.actions.meeting import work_out_agenda
from desktop.clock import local_today
from desktop.commands.output import add_file, add_json, add_on, day, keep_apart, open_to_read, print_json
from framework.agenda import Agenda, AgendaItem
from framework.people import Function
from resources.words import tr
from storage.book import Book
from storage.intake import read_deal_by_ref
from storage.trouble import Trouble

if TYPE_CHECKING:
    from desktop.printing.page import Page


PAGES = (
    "agenda",
    "agreement",
    "card",
    "changes",
    "checklist",
    "decisions",
    "health",
    "ladder",
    "lead-times",
    "minutes",
    "operations-review",
    "question",
    "sales-review",
    "scorecard",
    "tension",
    "two-views",
    "visit",
)


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module to the parser."""
    agenda = commands.add_parser("agenda", help=tr("the next meeting"))
    add_file(agenda)
    add_on(agenda)
    agenda.add_argument("--pdf", metavar="OUT", type=Path, default=None)
    add_paper(agenda)
    agenda.add_argument("--ics", metavar="OUT", type=Path, default=None)
    add_json(agenda)
    agenda.set_defaults(run=run_agenda)

    paper = commands.add_parser("print", help=tr("a page as PDF"))
    add_file(paper)
    paper.add_argument("page", choices=PAGES)
    paper.add_argument("--deal", metavar="REF", default=None)
    paper.add_argument("--from", dest="since", metavar="DATE", type=day, default=None, help=tr("the first day"))
    paper.add_argument("--to", dest="until", metavar="DATE", type=day, default=None, help=tr("the last day"))
    paper.add_argument(
        "--by", choices=("week", "month", "quarter"), default=None, help=tr("the periods of a scorecard")
    )
    by_hand = paper.add_mutually_exclusive_group()
    by_hand.add_argument("--blank", action="store_true", help=tr("to be filled in by hand"))
    by_hand.add_argument("--site-visit", action="store_true", help=tr("to take along on a visit, with room to draw"))
    paper.add_argument("--pdf", metavar="OUT", type=Path, required=True)
    add_paper(paper)
    add_on(paper)
    paper.set_defaults(run=run_print)


def add_paper(parser: argparse.ArgumentParser) -> None:
    """Let a command take a paper; without one it is the paper that the window prints on."""
    parser.add_argument("--paper", choices=("A4", "Letter"), default=None, help=tr("the paper, as in the window"))


def run_agenda(arguments: argparse.Namespace) -> int:
    """Print the agenda of the next meeting, or write it as PDF or calendar file."""
    keep_apart(arguments.file, arguments.pdf, arguments.ics)
    with open_to_read(arguments) as book:
        desk = read_desk(book, arguments.on or local_today())
        agenda = work_out_agenda(book, desk)
        if arguments.ics is not None:
            from desktop.actions.calendar_file import write_calendar

            write_calendar(book=book, desk=desk, path=arguments.ics, now=datetime.now(UTC))
    if arguments.pdf is not None:
        _save(_agenda_page(agenda, desk), arguments)
    if arguments.json:
        print_json(_agenda_document(agenda, desk))
    elif arguments.pdf is None and arguments.ics is None:
        _print_agenda(agenda, desk)
    else:
        for path in filter(None, (arguments.pdf, arguments.ics)):
            print(path)
    return 0


def _agenda_document(agenda: Agenda, desk: Desk) -> dict[str, Any]:
    from desktop.wording import agenda as words

    meeting, business = agenda.meeting, desk.business
    return {
        "starts": datetime.combine(meeting.day, meeting.starts).isoformat(timespec="minutes"),
        "minutes": meeting.minutes,
        "number": meeting.number,
        "leads": _name(desk, meeting.leads),
        "keeps_time": _name(desk, meeting.keeps_time),
        "sections": [
            {
                "title": words.section_title(section.kind, business),
                "minutes": section.minutes,
                "items": [_item_document(item, agenda, desk) for item in section.items],
                "more": section.more,
            }
            for section in agenda.sections
        ],
    }


def _item_document(item: AgendaItem, agenda: Agenda, desk: Desk) -> dict[str, Any]:
    from desktop.wording import agenda as words

    return {"say": words.item_say(item, desk.business, agenda.meeting.day), "deal": item.ref or None}


def _name(desk: Desk, person_id: str | None) -> str | None:
    return next((person.name for person in desk.business.people if person.id == person_id), None)


def _print_agenda(agenda: Agenda, desk: Desk) -> None:
    from desktop.wording import agenda as words
    from desktop.wording import figures

    meeting, business = agenda.meeting, desk.business
    print(f"{business.name}: {words.title()}")
    print(f"{figures.day_long(meeting.day)}, {words.meeting_times(meeting)}")
    print(words.meeting_people(meeting, business))
    for number, section in enumerate(agenda.sections, start=1):
        title = words.section_title(section.kind, business)
        minutes = tr("{minutes} min").format(minutes=section.minutes)
        said = ", ".join(part for part in (words.section_counts(section), words.time_needed(section)) if part)
        print(f"\n{number}. {title} ({minutes})  {said}".rstrip())
        for item in section.items:
            print("   - " + words.item_say(item, business, meeting.day))
        if section.more:
            print("   - " + words.more_items(section.more))


def _agenda_page(agenda: Agenda, desk: Desk, *, blank: bool = False) -> "Page":
    from desktop.printing.agenda_page import agenda_page, blank_agenda_page
    from desktop.printing.paper import ensure_application

    ensure_application()
    return blank_agenda_page(agenda, desk.business) if blank else agenda_page(agenda, desk.business)


def _save(page: "Page", arguments: argparse.Namespace) -> None:
    """Write a page as the window would: the same functions, on the paper chosen there unless another is named."""
    from desktop.printing.page import PAPERS
    from desktop.printing.paper import save_pdf
    from desktop.printing.printer_settings import chosen_paper

    named = next((paper for paper in PAPERS if paper.name == arguments.paper), None)
    save_pdf(page, arguments.pdf, named or chosen_paper())


def run_print(arguments: argparse.Namespace) -> int:
    """Write a page as PDF."""
    keep_apart(arguments.file, arguments.pdf)
    by_hand = arguments.blank and arguments.page not in ("agenda", "checklist", "health", "visit")
    if by_hand or (arguments.site_visit and arguments.page != "checklist"):
        raise Trouble(
            tr(
                "Only an agenda, a checklist, a health check or a visit card is filled in by hand: "
                "leave out --blank and --site-visit."
            )
        )
    if arguments.page not in ("checklist", "question") and arguments.deal is not None:
        raise Trouble(tr("Only a checklist or a question is about one deal: leave out --deal."))
    if arguments.page != "decisions" and (arguments.since is not None or arguments.until is not None):
        raise Trouble(tr("Only decisions are those of a period: leave out --from and --to."))
    if arguments.page != "scorecard" and arguments.by is not None:
        raise Trouble(tr("Only a scorecard goes by weeks, months or quarters: leave out --by."))
    with open_to_read(arguments) as book:
        desk = read_desk(book, arguments.on or local_today())
        page = _page(book, desk, arguments)
    _save(page, arguments)
    print(arguments.pdf)
    return 0


def _page(book: Book, desk: Desk, arguments: argparse.Namespace) -> "Page":
    from desktop.printing.paper import ensure_application

    ensure_application()
    match arguments.page:
        case "agenda":
            return _agenda_page(work_out_agenda(book, desk), desk, blank=arguments.blank)
        case "question":
            return _question_page(book, desk, arguments)
        case "decisions":
            return _decisions_page(book, desk, arguments)
        case "checklist":
            return _checklist_page(book, desk, arguments)
        case "lead-times":
            from desktop.printing.from_file import lead_times_of

            return lead_times_of(book, desk)
        case "scorecard":
            from desktop.printing.from_file import scorecard_of

            return scorecard_of(book, desk, arguments.by or "month")
        case "health":
            from desktop.printing.from_file import health_form_of, health_report_of

            return health_form_of(book, desk) if arguments.blank else health_report_of(book, desk)
        case "two-views":
            from desktop.printing.from_file import two_views_of

            return two_views_of(book, desk)
        case "minutes":
            from desktop.printing.from_file import minutes_of

            return minutes_of(book, desk)
        case "tension":
            from desktop.printing.from_file import tension_of

            return tension_of(book, desk)
        case "visit":
            from desktop.printing.from_file import visit_of

            return visit_of(book, desk, blank=arguments.blank)
        case "sales-review" | "operations-review":
            from desktop.printing.from_file import review_of_side

            return review_of_side(book, desk, Function(arguments.page.removesuffix("-review")))
    return _agreement_page(book, desk, arguments)


def _agreement_page(book: Book, desk: Desk, arguments: argparse.Namespace) -> "Page":
    from desktop.actions.agreement import read_standing
    from desktop.printing.agreement_page import agreement_page
    from desktop.printing.card_page import card_page
    from desktop.printing.changes_page import changes_page
    from desktop.printing.ladder_page import ladder_page
    from storage.people import names_of

    standing = read_standing(book, desk.digits, desk.today)
    version = standing.shown
    if version is None:
        raise Trouble(tr("This file holds no agreement yet."))
    names = names_of(book)
    if arguments.page == "agreement":
        return agreement_page(version, desk.business, names, desk.today)
    if arguments.page == "card":
        return card_page(version, desk.business)
    if arguments.page == "ladder":
        return ladder_page(version, desk.business)
    before = standing.before
    if before is None:
        raise Trouble(tr("There is no version before this one to compare with."))
    return changes_page(before, version, desk.business, names, desk.today)


def _question_page(book: Book, desk: Desk, arguments: argparse.Namespace) -> "Page":
    from desktop.printing.from_file import question_of
    from storage.questions import questions_of

    if arguments.deal is None:
        raise Trouble(tr("Say which deal the question is about with --deal REF."))
    deal = read_deal_by_ref(book, arguments.deal, digits=desk.digits)
    if deal is None:
        raise Trouble(tr("There is no deal “{ref}” in this file.").format(ref=arguments.deal))
    asked = questions_of(book, deal.id, digits=desk.digits)
    if not asked:
        raise Trouble(tr("There is no question about “{ref}” on the ladder.").format(ref=arguments.deal))
    question = next((each for each in asked if each.is_open), asked[-1])
    return question_of(book, desk, question, deal)


def _decisions_page(book: Book, desk: Desk, arguments: argparse.Namespace) -> "Page":
    from desktop.printing.from_file import decisions_of

    if arguments.since is not None and arguments.since > (arguments.until or desk.today):
        raise Trouble(tr("The first day is after the last: turn --from and --to round."))
    return decisions_of(book, desk, arguments.since, arguments.until)


def _checklist_page(book: Book, desk: Desk, arguments: argparse.Namespace) -> "Page":
    from desktop.printing.checklist_page import blank_checklist_page, visit_checklist_page
    from desktop.printing.from_file import checklist_of

    judged = None
    if arguments.deal is not None:
        deal = read_deal_by_ref(book, arguments.deal, digits=desk.digits)
        if deal is None:
            raise Trouble(tr("There is no deal “{ref}” in this file.").format(ref=arguments.deal))
        judged = judge(book, desk, deal)
    elif arguments.site_visit:
        raise Trouble(tr("Say which deal the visit is for with --deal REF."))
    elif not arguments.blank:
        raise Trouble(tr("Say which deal with --deal REF, or --blank for a checklist to fill in by hand."))
    if judged is None:
        return blank_checklist_page(desk.business, desk.today)
    if arguments.site_visit:
        return visit_checklist_page(desk.business, desk.today, judged.deal)
    if arguments.blank:
        return blank_checklist_page(desk.business, desk.today, judged.deal)
    return checklist_of(desk, judged)
