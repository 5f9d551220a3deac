"""The saves wall on paper: failures prevented, and the deals won in the same time (framework.md section 9)."""

from desktop.actions.saves import Wall
from desktop.printing.listing_page import Line, Listed, listing_page
from desktop.printing.page import Page
from desktop.wording import figures
from desktop.wording import outcome as words
from desktop.wording.promises import DOT
from desktop.wording.typed import typed
from framework.business import Business
from resources.words import tr


def saves_page(wall: Wall, business: Business, *, whole: bool = False) -> Page:
    """Return the wall of a period; `whole`: it is all there is, up to the last day."""
    last = figures.day_year(wall.last)
    period = (
        tr("up to {day}").format(day=last)
        if whole
        else tr("{first} to {last}").format(first=figures.day_year(wall.first), last=last)
    )
    return listing_page(
        business=business.name,
        title=tr("Saves wall"),
        about=(period,),
        sections=(
            Listed(
                tr("Failures prevented"),
                tuple(_save_line(wall, number, business) for number in range(len(wall.saves))),
                words.sum_words(wall.saved_value, len(wall.saves), business),
                tr("None was written down in this time."),
            ),
            Listed(
                tr("Deals won"),
                tuple(
                    Line(
                        typed(deal.client),
                        "" if deal.value is None else figures.money(deal.value, business.currency),
                        "" if deal.won_on is None else figures.day_year(deal.won_on),
                    )
                    for deal in wall.won
                ),
                words.sum_words(wall.won_value, len(wall.won), business),
                tr("No deal was won in this time."),
            ),
        ),
        footer=tr("What did not go wrong is as much worth as what was won."),
    )


def _save_line(wall: Wall, number: int, business: Business) -> Line:
    save = wall.saves[number]
    client = wall.deals[save.deal_id].client if save.deal_id in wall.deals else ""
    who = words.save_line(save, client, business)
    beneath = DOT.join(part for part in (figures.day_year(save.saved_on), who) if part)
    return Line(typed(save.say), words.save_value(save, business), beneath)
