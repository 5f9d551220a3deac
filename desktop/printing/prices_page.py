"""The price of a yes and of a no on paper (framework.md section 9)."""

from collections.abc import Iterable

from desktop.actions.prices import Prices
from desktop.printing.listing_page import Line, Listed, listing_page
from desktop.printing.page import Page
from desktop.wording import exception_cost as words
from desktop.wording import figures
from framework.business import Business
from resources.words import tr


def prices_page(found: Prices, business: Business) -> Page:
    """Return what exceptions and refusals of a period have cost."""
    kinds = []
    for kind in found.kinds:
        count, said = words.kind_words(kind, business)
        kinds.append(Line(words.exception_kind_words(kind.key), count, said))
    period = tr("{first} to {last}").format(first=figures.day_year(found.first), last=figures.day_year(found.last))
    return listing_page(
        business=business.name,
        title=tr("The price of a yes and of a no"),
        about=(period,),
        sections=(
            Listed(tr("The price of a yes"), _lines(words.yes_lines(found.yes, business))),
            Listed(tr("Exceptions by kind"), tuple(kinds), empty=tr("No exception was sold in this time.")),
            Listed(tr("The price of a no"), _lines(words.no_lines(found.refused, business))),
            Listed(tr("Lost to lead time"), _lines(words.lead_time_lines(found.lead_time, business))),
        ),
        footer=tr("One deal may be of several kinds. Deals of which price, cost or rule is not known are in no sum."),
    )


def _lines(lines: Iterable[tuple[str, str, str]]) -> tuple[Line, ...]:
    return tuple(Line(name, value) for _key, name, value in lines)
