"""All about a client on paper: still there, how it went, what they were told, what was decided, their deals."""

from datetime import date, tzinfo

from desktop.actions.clients import ClientFile
from desktop.printing.listing_page import Line, Listed, listing_page
from desktop.printing.page import Page
from desktop.wording import clients as words
from desktop.wording import figures
from desktop.wording import outcome as outcomes
from desktop.wording.promises import DOT
from framework.business import Business
from resources.words import tr


def client_page(found: ClientFile, business: Business, today: date, zone: tzinfo) -> Page:
    """Return all that is known of a client on `today`."""
    sections = [
        Listed(tr("How it went"), _went(found, business), empty=tr("Nothing was delivered yet.")),
        Listed(tr("Looks back"), _looks(found, business, today)),
        Listed(tr("What they were told"), _told(found, business, today, zone)),
        Listed(tr("Questions and decisions"), _questions(found, business, zone)),
        Listed(tr("Deals"), _deals(found, business)),
    ]
    return listing_page(
        business=business.name,
        title=found.client.name,
        about=(figures.day_long(today), *words.head_lines(found, business, zone)),
        sections=[each for each in sections if each.lines or each.empty],
        words=found.client.note,
    )


def _went(found: ClientFile, business: Business) -> tuple[Line, ...]:
    return tuple(
        Line(
            words.deal_name(told.deal, business),
            "" if told.deal.value is None else figures.money(told.deal.value, business.currency),
            DOT.join(
                part
                for part in (
                    outcomes.delivered_words(told.deal),
                    outcomes.result_line(told.deal, told.received, business),
                )
                if part
            ),
        )
        for told in reversed(found.delivered)
    )


def _looks(found: ClientFile, business: Business, today: date) -> tuple[Line, ...]:
    return tuple(
        Line(
            outcomes.look_back_name(look),
            words.deal_name(told.deal, business),
            outcomes.look_back_line(look, told.deal, business, today),
        )
        for told in reversed(found.delivered)
        for look in told.looks
    )


def _told(found: ClientFile, business: Business, today: date, zone: tzinfo) -> tuple[Line, ...]:
    lines = []
    for told in found.deals:
        dated = words.date_words(told)
        name = words.deal_name(told.deal, business)
        if dated is not None:
            lines.append(Line(dated[0], name, dated[1]))
        lines += [
            Line(promise.say, name, words.promise_words(told, promise, business, zone, today))
            for promise in told.promises
        ]
    return tuple(lines)


def _questions(found: ClientFile, business: Business, zone: tzinfo) -> tuple[Line, ...]:
    return tuple(
        Line(what, words.deal_name(told.deal, business), said)
        for told in found.deals
        for _key, what, said in words.question_lines(told, business, zone)
    )


def _deals(found: ClientFile, business: Business) -> tuple[Line, ...]:
    return tuple(
        Line(words.deal_name(told.deal, business), "", words.deal_words(told.deal, business)) for told in found.deals
    )
