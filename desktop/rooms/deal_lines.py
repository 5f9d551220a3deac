"""What stands under the checklist of a deal: how a sheet is typed in, or that there is a newer version."""

from desktop.session import Session
from framework.deal import Deal
from resources.words import tr

DONE, NEWEST = "typed_in", "newest_checklist"


def checklist_lines(session: Session, deal: Deal, *, is_typing: bool) -> list[tuple[str, str, str]]:
    """Return the lines as key, text and words of the button; none where there is nothing to say."""
    if is_typing:
        say = tr("Type in from paper: Y yes, N no, ? don't know, X not relevant, then Enter for the next line.")
        return [(DONE, say, tr("Done"))]
    newest = next(reversed([*session.business.checklists]), None)
    if deal.template_id in (None, newest) or not (deal.is_open or deal.is_sold):
        return []
    from storage.checklist import version_numbers

    numbers = version_numbers(session.book)
    say = tr("This deal began with version {number} of the checklist.")
    move = tr("Move to version {number}")
    return [
        (
            NEWEST,
            say.format(number=numbers.get(deal.template_id, "")),
            move.format(number=numbers.get(newest or "", "")),
        )
    ]
