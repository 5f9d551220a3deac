"""Both views on one sheet for a first meeting: the words as they are, and lines to write others on (section 13)."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop.actions.perspective import topic_titles
from desktop.printing.page import Page, render
from desktop.wording import two_views as words
from desktop.wording.questions import side_words
from desktop.wording.typed import typed
from framework.business import Business
from framework.people import Function
from framework.perspective import Perspective
from resources.perspectives import story_texts, view_texts
from resources.words import tr

SETTINGS = ((1.6, 2, 7.0), (1.0, 2, 6.5), (1.2, 1, 7.0), (0.8, 1, 6.5), (0.4, 1, 6.0), (0.3, 0, 0.0))
"""White in millimetres, ruled lines under each topic, and their height; the first that fits on one sheet."""


class Row(NamedTuple):
    """One topic as each side sees it."""

    title: str
    say: tuple[str, ...]


class Story(NamedTuple):
    """What is said about one side, with its lines: a lead and the words after it."""

    about: str
    said: str
    lines: tuple[tuple[str, str], ...]


def two_views_page(views: Sequence[Perspective], business: Business) -> Page:
    """Return the page of both views."""
    titles = topic_titles()
    given = {
        "business": business.name,
        "title": words.page_title(),
        "lead": tr("Neither is wrong, and the business needs both. Read it together, and write down what is not true."),
        "sides": [side_words(function) for function in Function],
        "rows": [Row(titles[view.topic], tuple(typed(view.say[function]) for function in Function)) for view in views],
        "views": view_texts(),
        "points": min(len(each.right) for each in view_texts()),
        "stories_title": words.stories_title(),
        "stories": [
            Story(
                words.story_title(Function(each.side)),
                tr("“{said}”").format(said=each.said),
                tuple(
                    (tr("{lead}:").format(lead=lead), rest)
                    for lead, rest in (
                        (words.true_title(), each.true),
                        (words.behind_title(), each.behind),
                        (words.ask_title(), each.ask),
                    )
                ),
            )
            for each in story_texts()
        ],
    }
    units, tight, *tighter = (
        render("two_views.html", white=white, ruled=ruled, line_mm=height, **given) for white, ruled, height in SETTINGS
    )
    return Page(
        title=words.page_title(),
        units=units,
        tight=tight,
        tighter=tuple(tighter),
        running=tr("{business} · {title}").format(business=business.name, title=words.page_title()),
        footer=tr("What you change here is typed in under Health check, Two views."),
    )
