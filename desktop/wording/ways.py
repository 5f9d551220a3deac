"""What would turn a deal green, in words."""

from desktop.wording import figures
from framework.business import Business
from framework.ways import Way, WayKind
from resources.words import tr


def way_words(way: Way, business: Business) -> tuple[str, str]:
    """Return a way out: what it is, and the words of the button that takes it ("" for a split: nothing to press)."""
    match way.kind:
        case WayKind.DATE if way.day is not None:
            day = figures.day(way.day)
            return tr("The nearest date that works: {day}").format(day=day), tr("Use {day}").format(
                day=figures.day_month(way.day)
            )
        case WayKind.DISCOUNT if way.percent is not None:
            percent = figures.percent(way.percent)
            said = tr("At {percent} discount Sales may promise").format(percent=percent)
            if way.value is not None:
                price = figures.money(way.value, business.currency)
                said = tr("At {percent} discount ({price}) Sales may promise").format(percent=percent, price=price)
            return said, tr("Use {percent}").format(percent=percent)
        case WayKind.PRICE if way.value is not None:
            price = figures.money(way.value, business.currency)
            return tr("From {price} on the margin is ours").format(price=price), tr("Use {price}").format(price=price)
        case WayKind.PAYMENT if way.days is not None:
            days = figures.days(way.days)
            return tr("Paid within {days} it is ours").format(days=days), tr("Use {days}").format(days=days)
        case WayKind.PHASES if way.day is not None:
            part = figures.hours(way.hours) if way.hours is not None else figures.number(way.part or 0)
            said = tr("In two parts: {part} by the date asked for, the rest by {day}")
            return said.format(part=part, day=figures.day(way.day)), ""
    return "", ""
