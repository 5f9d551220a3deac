"""Targets on a real file: set, moved, taken away, undone by name, and what a figure can't reach."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from desktop.actions.targets import set_target
from framework.figure import Figure
from storage.book import Author, Book
from storage.opening import open_book
from storage.people import names_of
from storage.scorecard import read_targets
from storage.trouble import Trouble


@pytest.fixture
def book(sample: Path) -> Iterator[Book]:
    with open_book(sample) as opened:
        yield opened


@pytest.fixture
def who(book: Book) -> Author:
    return next(Author(id, name) for id, name in names_of(book).items())


def values(book: Book) -> dict[Figure, Fraction]:
    return {figure: target.value for figure, target in read_targets(book).items()}


def test_the_sample_aims_at_four_figures(book: Book) -> None:
    assert values(book) == {
        Figure.CLIENT_SCORE: Fraction(9, 2),
        Figure.THROUGHPUT_DAYS: Fraction(15),
        Figure.MARGIN: Fraction(33, 100),
        Figure.FIRST_TIME_RIGHT: Fraction(9, 10),
    }


def test_a_target_is_set_moved_and_taken_away(book: Book, who: Author) -> None:
    for value in (Fraction(7, 8), Fraction(95, 100)):
        set_target(book=book, who=who, figure=Figure.ON_TIME, value=value)
        assert values(book)[Figure.ON_TIME] == value
    set_target(book=book, who=who, figure=Figure.ON_TIME, value=None)
    assert Figure.ON_TIME not in values(book)
    set_target(book=book, who=who, figure=Figure.ON_TIME, value=None)
    labels = [label for (label,) in book.rows("SELECT label FROM change ORDER BY seq DESC LIMIT 3")]
    assert [label.split(":")[0] for label in labels] == ["No target", "Target", "Target"]


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        (Figure.ON_TIME, Fraction(101, 100)),
        (Figure.ON_TIME, Fraction(-1, 100)),
        (Figure.CLIENT_SCORE, Fraction(6)),
        (Figure.CLIENT_SCORE, Fraction(0)),
        (Figure.THROUGHPUT_DAYS, Fraction(-1)),
    ],
)
def test_what_a_figure_cannot_reach_is_refused(book: Book, who: Author, figure: Figure, value: Fraction) -> None:
    before = values(book)
    with pytest.raises(Trouble):
        set_target(book=book, who=who, figure=figure, value=value)
    assert values(book) == before
