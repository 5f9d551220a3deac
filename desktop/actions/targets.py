"""What both sides aim at for a figure (framework.md section 9)."""

from fractions import Fraction

from framework.figure import Figure, Unit, unit_of
from resources.words import tr
from storage.book import Author, Book
from storage.scorecard import read_targets
from storage.trouble import Trouble

HIGHEST_POINTS = 5
MOST = 100_000


def set_target(*, book: Book, who: Author, figure: Figure, value: Fraction | None) -> None:
    """Set what both aim at, in the unit of the figure (a share is 0 to 1); None: there is no target any more.

    Kept to a hundredth of the unit, of a percentage for a share. Raises Trouble for what the figure can't reach, and
    Conflict when somebody changed it since it was read.
    """
    from desktop.wording.scorecard import amount_words, name_of

    known = read_targets(book).get(figure)
    if value is None:
        if known is not None:
            with book.change(tr("No target: {figure}").format(figure=name_of(figure)), who=who) as change:
                change.remove("target", known.id)
        return
    hundredths = _hundredths(figure, value)
    label = tr("Target: {figure} {value}").format(figure=name_of(figure), value=amount_words(figure, value))
    with book.change(label, who=who) as change:
        if known is None:
            change.add("target", {"figure": str(figure), "hundredths": hundredths})
        else:
            change.update("target", known.id, {"hundredths": hundredths}, seen=known.version)


def _hundredths(figure: Figure, value: Fraction) -> int:
    unit = unit_of(figure)
    if unit is Unit.SHARE and not 0 <= value <= 1:
        raise Trouble(tr("A target in percent lies between 0 and 100."))
    if unit is Unit.POINTS and not 1 <= value <= HIGHEST_POINTS:
        raise Trouble(tr("A client scores 1 to 5, so the target lies between them."))
    if not 0 <= value <= MOST:
        raise Trouble(tr("A target is 0 or more, and not above 100,000."))
    return round(value * (10_000 if unit is Unit.SHARE else 100))
