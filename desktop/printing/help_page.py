"""Help on paper: one page of it, or all of them one after the other."""

from collections.abc import Sequence

from desktop.printing.page import Page, render
from desktop.wording.help import SpokenPage, html
from resources.words import tr


def help_page(pages: Sequence[SpokenPage]) -> Page:
    """Return `pages` (at least one) to print; several have a list of their titles in front."""
    title = pages[0].title if len(pages) == 1 else tr("All of help")
    units = render(
        "help.html",
        program=tr("Handshake help"),
        title=title,
        titles=[page.title for page in pages] if len(pages) > 1 else [],
        pages=[
            {
                "title": page.title,
                "lines": [(line.kind, line.number, html(line, links=False)) for line in page.lines[1:]],
            }
            for page in pages
        ],
    )
    return Page(
        title=tr("Help: {title}").format(title=title),
        units=units,
        running=tr("Handshake help"),
        footer=tr("Handshake help"),
    )
