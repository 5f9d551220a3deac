"""The health check: statements answered apart, and what they say by area (framework.md section 12).

A statement is answered 1 (not at all) to 5 (fully), or "can't say"; the score of a reversed one is turned round.
Somebody's score of an area is the mean of what they answered in it; the mean of a function is the mean of its people,
each counted the same however much they answered. Who sells and delivers counts in both functions, an owner in
their functions and as owner too.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from framework.people import Function, Person

LOWEST, HIGHEST = 1, 5
TALK_FIRST = Fraction(3, 2)
"""From this gap on, the two talk before they act (content.md)."""
BLIND = Fraction(1)
"""An owner who scores so much above every function that is not their own does not see it."""
MANY = 5
"""From so many people of one function on, their answers are shown only as a mean."""


class Area(StrEnum):
    """The ten areas, in their order."""

    RULES = "rules"
    INTAKE = "intake"
    RHYTHM = "rhythm"
    LADDER = "ladder"
    RESULTS = "results"
    SEEING = "seeing"
    CAPACITY = "capacity"
    CLIENT = "client"
    STANDARD = "standard"
    TONE = "tone"


class Voice(StrEnum):
    """Whose answers are put together."""

    SALES = "sales"
    OPERATIONS = "operations"
    OWNER = "owner"


class Statement(NamedTuple):
    """One statement, by its code. `reversed`: agreeing is the bad answer. `short`: asked in the short form as well.

    `own`: the business's own, asked in both forms. `area` None: it belongs to no area; it is shown and not summed up.
    """

    id: str
    area: Area | None
    say: str
    reversed: bool = False
    short: bool = False
    own: bool = False


class Sheet(NamedTuple):
    """What one person answered, by statement id: 1 to 5, or None for "can't say"; not in it: left empty."""

    person: Person
    answers: Mapping[str, int | None]


class VoiceScore(NamedTuple):
    """The mean (1 to 5, None without an answer) of the `people` who answered; `cannot_say` answers are in no mean."""

    mean: Fraction | None
    people: int
    cannot_say: int


class AreaResult(NamedTuple):
    """One area: by voice, all people together (`mean`), and the `gap` between the functions (None: only one answered).

    `blind_spot`: the owner scores it at least 1 above every function that is not their own.
    """

    area: Area
    by_voice: Mapping[Voice, VoiceScore]
    mean: Fraction | None
    gap: Fraction | None
    blind_spot: bool

    @property
    def talk_first(self) -> bool:
        """True where the functions are so far apart that they talk before they act."""
        return self.gap is not None and self.gap >= TALK_FIRST


class Spoken(NamedTuple):
    """One statement: the score by voice (turned round where it is reversed), and each person's where few answered."""

    statement: Statement
    by_voice: Mapping[Voice, VoiceScore]
    by_person: tuple[tuple[Person, int | None], ...]


def score(statement: Statement, answer: int) -> int:
    """Return an answer as a score, 5 is best. Raises ValueError outside 1 to 5."""
    if not LOWEST <= answer <= HIGHEST:
        raise ValueError(answer)
    return LOWEST + HIGHEST - answer if statement.reversed else answer


def voices(person: Person) -> frozenset[Voice]:
    """Return where a person's answers count: in each of their functions, and as owner."""
    found = {Voice(function) for function in person.functions}
    return frozenset(found | {Voice.OWNER} if person.owner else found)


def form(statements: Iterable[Statement], *, short: bool) -> tuple[Statement, ...]:
    """Return the statements of the short or the long form; the business's own are asked in both."""
    return tuple(each for each in statements if not short or each.short or each.own)


def area_results(statements: Sequence[Statement], sheets: Sequence[Sheet]) -> tuple[AreaResult, ...]:
    """Return the result of every area that was asked about, in the order of the areas."""
    by_area: dict[Area, list[Statement]] = {}
    for statement in statements:
        if statement.area is not None:
            by_area.setdefault(statement.area, []).append(statement)
    return tuple(_area(area, by_area[area], sheets) for area in Area if area in by_area)


def spoken(statements: Sequence[Statement], sheets: Sequence[Sheet]) -> tuple[Spoken, ...]:
    """Return every statement with its scores; those of single people only in functions of fewer than five."""
    many = crowded(sheets)
    shown = [sheet for sheet in sheets if not voices(sheet.person) & many]
    return tuple(
        Spoken(
            statement,
            _by_voice([statement], sheets),
            tuple(
                (sheet.person, None if (answer := sheet.answers[statement.id]) is None else score(statement, answer))
                for sheet in shown
                if statement.id in sheet.answers
            ),
        )
        for statement in statements
    )


def overall(results: Iterable[AreaResult]) -> Fraction | None:
    """Return the mean of the areas, each counted the same, or None without an answer."""
    return _mean([result.mean for result in results if result.mean is not None])


def widest_gap(results: Iterable[AreaResult]) -> AreaResult | None:
    """Return the area in which the functions are furthest apart, the first of several, or None."""
    apart = [result for result in results if result.gap]
    return max(apart, key=lambda result: result.gap or 0) if apart else None


def apart(by_voice: Mapping[Voice, VoiceScore]) -> Fraction | None:
    """Return how far the functions are apart, or None where one of them has no answer."""
    means = [by_voice[Voice(function)].mean for function in Function]
    known = [mean for mean in means if mean is not None]
    return max(known) - min(known) if len(known) == len(means) else None


def crowded(sheets: Sequence[Sheet]) -> frozenset[Voice]:
    """Return the voices of which so many answered (`MANY`) that only their mean is shown."""
    return frozenset(voice for voice in Voice if sum(voice in voices(sheet.person) for sheet in sheets) >= MANY)


def _area(area: Area, statements: Sequence[Statement], sheets: Sequence[Sheet]) -> AreaResult:
    by_voice = _by_voice(statements, sheets)
    everybody = [own for sheet in sheets if (own := _own_mean(statements, sheet)) is not None]
    return AreaResult(area, by_voice, _mean(everybody), apart(by_voice), _is_blind(by_voice, sheets))


def _is_blind(by_voice: Mapping[Voice, VoiceScore], sheets: Sequence[Sheet]) -> bool:
    owner = by_voice[Voice.OWNER].mean
    own = frozenset[Voice]().union(*(voices(sheet.person) for sheet in sheets if sheet.person.owner))
    others = [by_voice[voice].mean for voice in (Voice.SALES, Voice.OPERATIONS) if voice not in own]
    known = [mean for mean in others if mean is not None]
    return owner is not None and bool(known) and all(owner - mean >= BLIND for mean in known)


def _by_voice(statements: Sequence[Statement], sheets: Sequence[Sheet]) -> dict[Voice, VoiceScore]:
    return {voice: _voice(statements, [each for each in sheets if voice in voices(each.person)]) for voice in Voice}


def _voice(statements: Sequence[Statement], sheets: Sequence[Sheet]) -> VoiceScore:
    means = [mean for sheet in sheets if (mean := _own_mean(statements, sheet)) is not None]
    unsaid = sum(sheet.answers.get(each.id, LOWEST) is None for sheet in sheets for each in statements)
    return VoiceScore(_mean(means), len(means), unsaid)


def _own_mean(statements: Sequence[Statement], sheet: Sheet) -> Fraction | None:
    given = [Fraction(score(each, answer)) for each in statements if (answer := sheet.answers.get(each.id)) is not None]
    return _mean(given)


def _mean(values: Sequence[Fraction]) -> Fraction | None:
    return sum(values, start=Fraction(0)) / len(values) if values else None
