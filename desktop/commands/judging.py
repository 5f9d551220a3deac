"""Commands that judge: agreement, check, capacity."""

import argparse
from collections.abc import Iterator
from typing import Any

from desktop.actions.agreement import read_standing
from desktop.actions.desk import Desk, Judged, judge, judge_open, read_desk
from desktop.clock import local_today
from desktop.commands.answers import answer_document
from desktop.commands.output import add_file, add_json, add_on, open_to_read, plain, print_json, print_table
from framework.agreement import HIGHER_IS_BETTER, Rule, Zone
from framework.capacity import WeekLoad, week_loads
from framework.intake import Reason
from framework.working_time import monday_of
from resources.words import tr
from storage.amounts import minor_digits
from storage.business import read_business
from storage.intake import open_deals, read_deal_by_ref
from storage.people import names_of
from storage.trouble import Trouble

MOST_WEEKS = 520


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module to the parser."""
    agreement = commands.add_parser("agreement", help=tr("the rules in force"))
    add_file(agreement)
    add_on(agreement)
    add_json(agreement)
    agreement.set_defaults(run=run_agreement)

    check = commands.add_parser("check", help=tr("the verdict of every open deal"))
    add_file(check)
    check.add_argument("--deal", metavar="REF", default=None)
    add_on(check)
    add_json(check)
    check.set_defaults(run=run_check)

    capacity = commands.add_parser("capacity", help=tr("how full the coming weeks are"))
    add_file(capacity)
    capacity.add_argument("--weeks", type=int, default=12, metavar="12")
    add_on(capacity)
    add_json(capacity)
    capacity.set_defaults(run=run_capacity)


# The rules in force


def run_agreement(arguments: argparse.Namespace) -> int:
    """Print the rules in force."""
    today = arguments.on or local_today()
    with open_to_read(arguments) as book:
        business = read_business(book, today)
        standing = read_standing(book, minor_digits(business.currency), today)
        people = names_of(book)
    rules = business.agreement.rules
    names = {offering.id: offering.name for offering in business.offerings.values()}
    if arguments.json:
        print_json([_rule_document(rule, names) for rule in rules])
        return 0
    from desktop.wording.agreement import state_line
    from desktop.wording.verdict import zone_words

    if standing.shown is not None:
        print(state_line(standing.shown, business, people, today))
    print_table(
        (tr("Rule"), tr("Sales may promise"), tr("Off the table"), tr("Decides"), tr("In words")),
        (
            (
                str(rule.measure or zone_words(rule.zone or Zone.ASK)),
                plain(rule.promise_limit) or "",
                plain(rule.stop_limit) or "",
                str(rule.decides),
                rule.say,
            )
            for rule in rules
        ),
    )
    return 0


def _rule_document(rule: Rule, names: dict[str, str]) -> dict[str, Any]:
    return {
        "measure": rule.measure,
        "offering": None if rule.offering_id is None else names[rule.offering_id],
        "better": None if rule.measure is None else "higher" if rule.measure in HIGHER_IS_BETTER else "lower",
        "promise_limit": plain(rule.promise_limit),
        "stop_limit": plain(rule.stop_limit),
        "zone": rule.zone,
        "decides": rule.decides,
        "answer_hours": _number(rule.answer_hours),
        "silence": rule.silence,
        "exception_by": rule.exception_by,
        "told": sorted(rule.told),
        "why": rule.why,
        "say": rule.say,
    }


def _number(value: Any) -> int | float:
    return int(value) if value == int(value) else float(value)


# Verdicts


def run_check(arguments: argparse.Namespace) -> int:
    """Print the verdict of every open deal, or of one deal."""
    with open_to_read(arguments) as book:
        desk = read_desk(book, arguments.on or local_today())
        if arguments.deal is None:
            found = judge_open(book, desk)
        else:
            deal = read_deal_by_ref(book, arguments.deal, digits=desk.digits)
            if deal is None:
                raise Trouble(tr("There is no deal “{ref}” in this file.").format(ref=arguments.deal))
            found = [judge(book, desk, deal)]
    if arguments.json:
        said: dict[Reason, str] = {}
        print_json([_check_document(desk, one, said) for one in found])
    else:
        _print_check(desk, found)
    return 0


def _check_document(desk: Desk, one: Judged, said: dict[Reason, str]) -> dict[str, Any]:
    return {
        "ref": one.deal.ref,
        "client": one.deal.client,
        "stage": one.deal.stage,
        "promised_on": one.deal.promised_on and one.deal.promised_on.isoformat(),
        "verdict": one.verdict.zone,
        "reasons": [{**_figures(reason), "say": _say(desk, one, reason, said)} for reason in one.verdict.reasons],
        "passed": [_figures(reason) for reason in one.verdict.passed],
        "earliest_date": one.earliest and one.earliest.isoformat(),
        "answer": answer_document(desk, one),
    }


def _figures(reason: Reason) -> dict[str, Any]:
    return {
        "measure": reason.measure,
        "value": plain(reason.value),
        "limit": plain(reason.limit),
        "zone": reason.zone,
        "missing": reason.missing,
        "decides": reason.decides,
        "answer_hours": None if reason.answer_hours is None else _number(reason.answer_hours),
        **({} if reason.allowance_id is None else {"allowance": reason.allowance_id}),
        **({"answered": True} if reason.answered else {}),
    }


def _say(desk: Desk, one: Judged, reason: Reason, said: dict[Reason, str]) -> str:
    """Return a reason in words; one without a figure of the deal reads the same for every deal and is said once."""
    from desktop.wording.verdict import say

    if reason.value is not None:
        return say(reason, one.deal, desk.business)
    if reason not in said:
        said[reason] = say(reason, one.deal, desk.business)
    return said[reason]


def _print_check(desk: Desk, found: list[Judged]) -> None:
    from desktop.wording.asking import badge_words
    from desktop.wording.figures import day
    from desktop.wording.verdict import reason_words, zone_words

    if not found:
        print(tr("There are no open deals."))
        return

    said: dict[Reason, str] = {}

    def in_words(reason: Reason) -> str:
        if reason not in said:
            said[reason] = reason_words(reason, desk.business)
        return said[reason]

    def lines() -> Iterator[tuple[str, ...]]:
        for one in found:
            reasons = "; ".join(in_words(reason) for reason in one.verdict.reasons[:3])
            more = len(one.verdict.reasons) - 3
            yield (
                one.deal.ref,
                one.deal.client[:32],
                badge_words(one.standing, one.verdict.zone, desk.business, desk.clock())
                or zone_words(one.verdict.zone),
                day(one.deal.promised_on) if one.deal.promised_on else "-",
                day(one.earliest) if one.earliest else "-",
                reasons + (tr(" (+{count} more)").format(count=more) if more > 0 else ""),
            )

    headings = (tr("Deal"), tr("Client"), tr("Verdict"), tr("Promised"), tr("Earliest"), tr("Why"))
    print_table(headings, lines())


# Capacity


def run_capacity(arguments: argparse.Namespace) -> int:
    """Print capacity, sold, likely and the chance of overload by week and crew."""
    if not 1 <= arguments.weeks <= MOST_WEEKS:
        raise Trouble(tr("Between 1 and {most} weeks can be shown.").format(most=MOST_WEEKS))
    with open_to_read(arguments) as book:
        desk = read_desk(book, arguments.on or local_today())
        deals = open_deals(book, digits=desk.digits)
    loads = week_loads(desk.business, desk.workload, deals, monday_of(desk.today), arguments.weeks)
    names = {crew.id: crew.name for crew in desk.business.crews}
    if arguments.json:
        print_json([_week_document(load, names) for load in loads])
        return 0
    headings = (tr("Week of"), tr("Crew"), tr("Hours"), tr("Sold"), tr("Likely"), tr("Full"), tr("Chance of overload"))
    print_table(headings, (_week_line(load, names) for load in loads))
    return 0


def _week_document(load: WeekLoad, names: dict[str, str]) -> dict[str, Any]:
    return {
        "week": load.week.isoformat(),
        "crew": names[load.crew_id],
        "capacity": float(load.capacity),
        "sold": float(load.sold),
        "likely": float(load.likely),
        "utilisation": None if load.utilisation is None else float(load.utilisation),
        "overload_chance": load.overload_chance,
        "over": load.over,
    }


def _week_line(load: WeekLoad, names: dict[str, str]) -> tuple[str, ...]:
    full = tr("no hours") if load.utilisation is None else f"{float(load.utilisation):.0%}"
    return (
        load.week.isoformat(),
        names[load.crew_id],
        f"{float(load.capacity):.1f}",
        f"{float(load.sold):.1f}",
        f"{float(load.likely):.1f}",
        full,
        f"{load.overload_chance:.0%}",
    )
