"""What is remembered of printing between two starts, per user: the names of a printer and a paper, nothing else."""

from desktop.printing.page import PAPERS, Paper, usual_paper
from desktop.settings import settings


def chosen_paper() -> Paper:
    """Return the paper chosen last, or what is usual here."""
    name = settings().value("paper", "")
    return next((paper for paper in PAPERS if paper.name == name), usual_paper())


def remember_paper(paper: Paper) -> None:
    """Print on `paper` from now on."""
    settings().setValue("paper", paper.name)


def remembered_printer() -> str:
    """Return the name of the printer used last; empty where none was."""
    name = settings().value("printer", "")
    return name if isinstance(name, str) else ""


def remember_printer(name: str) -> None:
    """Offer the printer `name` first from now on."""
    settings().setValue("printer", name)
