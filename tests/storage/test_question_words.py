"""How alike words are, against bm25 worked out by hand."""

import re
from math import log

from framework.questions import Question
from storage.question_words import word_scores
from tests.framework.question_shop import case


def asked(ref: str, words: str, decided: str = "yes") -> Question:
    return case(ref, subject=words, say=decided).question


HERE = asked("here", "Rush fascia in two steps for the opening day")
OTHERS = [
    asked("like", "Fascia delivered in two steps before their opening"),
    asked("far", "Who pays the survey of the roof"),
    asked("near", "A banner for the opening day"),
    asked("short", "the and for in two day"),
]


def test_the_very_same_words_are_one_and_others_less() -> None:
    scores = word_scores(HERE, [*OTHERS, HERE._replace(id="twin")])
    assert scores["twin"] > 0.9
    assert scores["twin"] > scores["like"] > scores["near"] > 0
    assert "far" not in scores and "short" not in scores, "words that are in every sentence say nothing"
    assert "here" not in scores


def test_one_decided_question_is_enough() -> None:
    assert word_scores(HERE, OTHERS[:1])["like"] > 0.2


def test_words_are_words_whatever_stands_between_them() -> None:
    odd = asked("odd", 'fascia" OR (NEAR* AND "opening')
    assert word_scores(odd, OTHERS)["like"] > 0
    assert word_scores(asked("none", "!!! ***"), OTHERS) == {}
    assert word_scores(HERE, []) == {}
    # Letters with and without their marks are the same; other scripts count too.
    assert word_scores(asked("é", "Façade éclairée"), [asked("e", "facade eclairee")])["e"] > 0.5
    assert word_scores(asked("ja", "看板 を 明日"), [asked("jb", "看板 の 話")])["jb"] > 0


def test_against_bm25_by_hand() -> None:
    found = word_scores(HERE, OTHERS)
    texts = {each.id: _tokens(each) for each in OTHERS}
    texts = {"here": re.findall(r"\w+", HERE.subject.lower()), **texts}
    length = sum(map(len, texts.values())) // len(texts)
    corpus = [*texts.values(), *([["filler"] * length] * (3 * len(texts)))]
    mean = sum(map(len, corpus)) / len(corpus)
    query = {word for word in texts["here"] if len(word) >= 4}
    scores = {}
    for key, words in texts.items():
        total = 0.0
        for word in query & set(words):
            holding = sum(word in each for each in corpus)
            idf = log((len(corpus) - holding + 0.5) / (holding + 0.5))
            often = words.count(word)
            total += max(idf, 1e-6) * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * len(words) / mean))
        scores[key] = total
    for key in ("like", "near"):
        assert abs(found[key] - scores[key] / scores["here"]) < 1e-6


def _tokens(question: Question) -> list[str]:
    said = question.decision.say if question.decision is not None else ""
    return re.findall(r"\w+", f"{question.subject} {said}".lower())
