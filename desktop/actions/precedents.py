"""Actions that look back for one question: how like ones were decided (framework.md section 7)."""

from framework.precedents import Precedent, precedents
from framework.questions import Question
from storage.book import Book
from storage.question_cases import with_deals
from storage.question_words import word_scores
from storage.questions import all_questions


def read_precedents(book: Book, question: Question, *, digits: int) -> tuple[Precedent, ...]:
    """Return the decided questions that are like `question`, best first."""
    decided = [each for each in all_questions(book, digits=digits) if each.decision is not None]
    (case, *others) = with_deals(book, [question, *(each for each in decided if each.id != question.id)], digits)
    return precedents(case, others, word_scores(question, (other.question for other in others)))
