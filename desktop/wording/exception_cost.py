"""Cause and cost in words: what caused questions, and the price of a yes and of a no (framework.md section 7)."""

from desktop.wording import figures
from desktop.wording.agreement import offering_name, rule_name
from desktop.wording.typed import typed
from desktop.wording.verdict import measure_words
from framework.agreement import Measure
from framework.business import Business
from framework.exception_cost import STATEMENT, Group, Kind, NoPrice, YesPrice
from framework.questions import Cause
from resources.words import tr


def cause_words(key: str) -> str:
    """Return what caused a question, by the value of its cause; "" for a question of which nobody has said."""
    if not key:
        return tr("Nobody has said")
    return {
        Cause.INCENTIVES: tr("Each side is paid for something else"),
        Cause.TIME_HORIZON: tr("One side looks at today, the other further ahead"),
        Cause.WORDS: tr("The same word, meant differently"),
        Cause.OWNER: tr("It waited for the owner"),
    }[Cause(key)]


def point_words(key: str, business: Business) -> str:
    """Return which rule or item of the checklist a question concerns."""
    kind, _, row_id = key.partition(":")
    if kind == "rule":
        rule = business.rule(row_id)
        return tr("A rule of before") if rule is None else typed(rule_name(rule, business))
    if kind == "item":
        item = business.item(row_id)
        return tr("A question of before") if item is None else typed(item.say)
    return tr("No rule")


def offering_words(key: str, business: Business) -> str:
    """Return for which offering a question came up."""
    return typed(offering_name(key, business)) if key else tr("None of the catalogue")


def group_words(group: Group) -> tuple[str, str]:
    """Return how many questions, and what came of them: ("7", "4 yes, 2 no, 1 open")."""
    parts = []
    for count, said in (
        (group.yes, tr("{count} yes")),
        (group.no, tr("{count} no")),
        (group.waiting, tr("{count} open")),
    ):
        if count:
            parts.append(said.format(count=figures.number(count)))
    return figures.number(len(group.cases)), tr(", ").join(parts)


def yes_lines(price: YesPrice, business: Business) -> list[tuple[str, str, str]]:
    """Return the price of a yes: a key, what it is, and how much."""
    lines = [("yes", tr("Exceptions that were sold"), _count(len(price.deals)))]
    if len(price.deals) > len(price.unknown):
        money = business.currency
        less = tr("Margin given up") if price.given_up >= 0 else tr("Margin earned beyond our rules")
        lines += [
            ("asked", tr("Margin our rules ask for them"), figures.money(price.asked, money)),
            ("earned", tr("Margin they earned"), figures.money(price.earned, money)),
            ("given_up", less, figures.money(abs(price.given_up), money)),
        ]
    if price.unknown:
        lines.append(("unknown", tr("Price, cost or margin rule not known"), figures.number(len(price.unknown))))
    return lines


def no_lines(price: NoPrice, business: Business) -> list[tuple[str, str, str]]:
    """Return the price of a no: a key, what it is, and how much."""
    lines = [("no", tr("Deals lost after a no"), _count(len(price.deals)))]
    if len(price.deals) > len(price.unknown):
        lines.append(("lost", tr("What they were worth"), figures.money(price.value, business.currency)))
    if price.unknown:
        lines.append(("no_unknown", tr("Price not known"), figures.number(len(price.unknown))))
    return lines


def exception_kind_words(key: str) -> str:
    """Return what made deals an exception, by the key of its kind."""
    if not key:
        return tr("No figure says why")
    if key == STATEMENT:
        return tr("A sentence of the agreement")
    return measure_words(Measure(key))


def kind_words(kind: Kind, business: Business) -> tuple[str, str]:
    """Return how many exceptions of a kind, and what they gave up or earned: ("4", "$1,200 given up")."""
    price, count = kind.price, figures.number(len(kind.price.deals))
    parts = []
    if len(price.deals) > len(price.unknown):
        money = figures.money(abs(price.given_up), business.currency)
        said = tr("{money} given up") if price.given_up >= 0 else tr("{money} more than asked")
        parts.append(said.format(money=money))
    if price.unknown:
        parts.append(tr("{count} not known").format(count=figures.number(len(price.unknown))))
    return count, tr(", ").join(parts)


def lead_time_lines(price: NoPrice, business: Business) -> list[tuple[str, str, str]]:
    """Return what was lost to lead time: a key, what it is, and how much."""
    lines = [("lead_time", tr("Lost, and wanted sooner than our lead time"), _count(len(price.deals)))]
    if len(price.deals) > len(price.unknown):
        lines.append(("lead_time_lost", tr("What they were worth"), figures.money(price.value, business.currency)))
    if price.unknown:
        lines.append(("lead_time_unknown", tr("Price not known"), figures.number(len(price.unknown))))
    return lines


def _count(deals: int) -> str:
    return figures.number(deals) if deals else tr("none")
