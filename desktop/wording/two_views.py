"""Words of the page of both views, on screen and on paper (framework.md section 13)."""

from framework.people import Function
from resources.words import tr


def page_title() -> str:
    """Return the title of the page."""
    return tr("Two views of the same work")


def page_lead() -> str:
    """Return what the page is for, in a line."""
    return tr("Neither is wrong, and the business needs both. Change the words until each side says: yes, that is us.")


def stories_title() -> str:
    """Return the heading over what each side hears said of it."""
    return tr("What the other side says about us, and what is true in it")


def story_title(function: Function) -> str:
    """Return the heading over what is said about one side."""
    return tr("What is said about Sales") if function is Function.SALES else tr("What is said about Operations")


def right_title() -> str:
    """Return the words before what a side is right about."""
    return tr("Right about")


def true_title() -> str:
    """Return the words before a side's own part in what is said of it."""
    return tr("Our own part in it")


def behind_title() -> str:
    """Return the words before what lies behind it."""
    return tr("What lies behind it")


def ask_title() -> str:
    """Return the words before the question to ask in place of it."""
    return tr("Ask instead")
