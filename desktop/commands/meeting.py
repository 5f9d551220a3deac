"""Commands for the meeting and for paper: agenda, print."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.actions.desk import Desk, judge, read_desk
from desktop.actions.meeting import work_out_agenda
from desktop.clock import local_today
from desktop.commands.output import add_file, add_json, add_on, day, keep_apart, open_to_read, print_json
from framework.agenda import Agenda, AgendaItem
from resources.words import tr
from storage.book import Book
from storage.intake import read_deal_by_ref
from storage.trouble import Trouble


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module to the parser."""
    agenda = commands.add_parser("agenda", help=tr("the next meeting"))
    add_file(agenda)
    add_on(agenda)
    agenda.add_argument("--pdf", metavar="OUT", type=Path, default=None)
    agenda.add_argument("--ics", metavar="OUT", type=Path, default=None)
    add_json(agenda)
    agenda.set_defaults(run=run_agenda)

    paper = commands.add_parser("print", help=tr("a page as PDF"))
    add_file(paper)
    pages = ("agenda", "agreement", "card", "changes", "checklist", "decisions", "ladder", "question")
    paper.add_argument("page", choices=pages)
    paper.add_argument("--deal", metavar="REF", default=None)
    paper.add_argument("--from", dest="since", metavar="DATE", type=day, default=None, help=tr("the first day"))
    paper.add_argument("--to", dest="until", metavar="DATE", type=day, default=None, help=tr("the last day"))
    by_hand = paper.add_mutually_exclusive_group()
    by_hand.add_argument("--blank", action="store_true", help=tr("to be filled in by hand"))
    by_hand.add_argument("--site-visit", action="store_true", help=tr("to take along on a visit, with room to draw"))
    paper.add_argument("--pdf", metavar="OUT", type=Path, required=True)
    add_on(paper)
    paper.set_defaults(run=run_print)


def run_agenda(arguments: argparse.Namespace) -> int:
    """Print the agenda of the next meeting, or write it as PDF or calendar file."""
    keep_apart(arguments.file, arguments.pdf, arguments.ics)
    with open_to_read(arguments) as book:
        desk = read_desk(book, arguments.on or local_today())
        agenda = work_out_agenda(book, desk)
        if arguments.ics is not None:
            _write_calendar(book, desk, arguments.ics)
    if arguments.pdf is not None:
        _write_agenda(agenda, desk, arguments.pdf)
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
        print(f"\n{number}. {title} ({minutes})  {words.section_counts(section)}".rstrip())
        for item in section.items:
            print("   - " + words.item_say(item, business, meeting.day))
        if section.more:
            print("   - " + words.more_items(section.more))


def _write_agenda(agenda: Agenda, desk: Desk, path: Path) -> None:
    from desktop.printing.agenda_page import agenda_page
    from desktop.printing.paper import ensure_application, save_pdf

    ensure_application()
    save_pdf(agenda_page(agenda, desk.business), path)


def _write_calendar(book: Book, desk: Desk, path: Path) -> None:
    from desktop.actions.calendar_file import calendar_file
    from storage.business import read_series_id, read_timezone
    from storage.whole_file import write_whole

    assert desk.business.series is not None
    data = calendar_file(
        business=desk.business.name,
        series=desk.business.series,
        calendar=desk.business.calendar,
        timezone=read_timezone(book),
        key=read_series_id(book),
        on=desk.today,
        now=datetime.now(UTC),
    )
    write_whole(path, data)


def run_print(arguments: argparse.Namespace) -> int:
    """Write a page as PDF."""
    keep_apart(arguments.file, arguments.pdf)
    if arguments.page != "checklist" and (arguments.blank or arguments.site_visit):
        raise Trouble(tr("Only a checklist is filled in by hand: leave out --blank and --site-visit."))
    if arguments.page not in ("checklist", "question") and arguments.deal is not None:
        raise Trouble(tr("Only a checklist or a question is about one deal: leave out --deal."))
    if arguments.page != "decisions" and (arguments.since is not None or arguments.until is not None):
        raise Trouble(tr("Only decisions are those of a period: leave out --from and --to."))
    with open_to_read(arguments) as book:
        desk = read_desk(book, arguments.on or local_today())
        if arguments.page == "agenda":
            _write_agenda(work_out_agenda(book, desk), desk, arguments.pdf)
        elif arguments.page == "question":
            _write_question(book, desk, arguments)
        elif arguments.page == "decisions":
            _write_decisions(book, desk, arguments)
        elif arguments.page != "checklist":
            _write_agreement(book, desk, arguments)
        else:
            _write_checklist(book, desk, arguments)
    print(arguments.pdf)
    return 0


def _write_agreement(book: Book, desk: Desk, arguments: argparse.Namespace) -> None:
    from desktop.actions.agreement import read_standing
    from desktop.printing.agreement_page import agreement_page
    from desktop.printing.card_page import card_page
    from desktop.printing.changes_page import changes_page
    from desktop.printing.ladder_page import ladder_page
    from desktop.printing.paper import ensure_application, save_pdf
    from storage.people import names_of

    standing = read_standing(book, desk.digits, desk.today)
    version = standing.shown
    if version is None:
        raise Trouble(tr("This file holds no agreement yet."))
    ensure_application()
    names = names_of(book)
    if arguments.page == "agreement":
        page = agreement_page(version, desk.business, names, desk.today)
    elif arguments.page == "card":
        page = card_page(version, desk.business)
    elif arguments.page == "ladder":
        page = ladder_page(version, desk.business)
    else:
        before = standing.before
        if before is None:
            raise Trouble(tr("There is no version before this one to compare with."))
        page = changes_page(before, version, desk.business, names, desk.today)
    save_pdf(page, arguments.pdf)


def _write_question(book: Book, desk: Desk, arguments: argparse.Namespace) -> None:
    from desktop.printing.paper import ensure_application, save_pdf
    from desktop.printing.question_page import question_page
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
    ensure_application()
    page = question_page(question, deal, judge(book, desk, deal), desk.business, (), desk.today, desk.zone)
    save_pdf(page, arguments.pdf)


def _write_decisions(book: Book, desk: Desk, arguments: argparse.Namespace) -> None:
    from desktop.printing.decisions_page import decisions_page
    from desktop.printing.paper import ensure_application, save_pdf
    from storage.questions import all_questions

    until = arguments.until or desk.today
    # Without a first day: since the year began.
    since = arguments.since or until.replace(month=1, day=1)
    if since > until:
        raise Trouble(tr("The first day is after the last: turn --from and --to round."))
    ensure_application()
    asked = all_questions(book, digits=desk.digits)
    save_pdf(decisions_page(asked, desk.business, since, until, desk.zone), arguments.pdf)


def _write_checklist(book: Book, desk: Desk, arguments: argparse.Namespace) -> None:
    from desktop.printing.checklist_page import blank_checklist_page, checklist_page, visit_checklist_page
    from desktop.printing.paper import ensure_application, save_pdf

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
    ensure_application()
    if judged is None:
        page = blank_checklist_page(desk.business, desk.today)
    elif arguments.site_visit:
        page = visit_checklist_page(desk.business, desk.today, judged.deal)
    elif arguments.blank:
        page = blank_checklist_page(desk.business, desk.today, judged.deal)
    else:
        from desktop.wording.asking import standing_words

        said = " ".join(standing_words(judged, desk.business, desk.clock()))
        page = checklist_page(judged, desk.business, desk.today, desk.zone, said)
    save_pdf(page, arguments.pdf)
