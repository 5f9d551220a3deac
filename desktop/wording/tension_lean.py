"""Which way the tension leans in words: now, why, and before; and where its mark stands (framework.md section 13)."""

from fractions import Fraction

from desktop.wording import figures
from desktop.wording.tension import sign_name
from framework.tension import Lean, Leaning, Pole, Reading, State, TensionMap
from resources.tension import pole_text
from resources.words import tr

_TOP = 6
"""A pole whose signs weigh so much more pulls the mark to its very end."""


def lean_title(lean: Lean) -> str:
    """Return which way it leans."""
    return {
        Lean.TOO_FEW: tr("Too few records to say which way it leans"),
        Lean.QUIET: tr("Too quiet"),
        Lean.YES: tr("Leans towards “{pole}”").format(pole=pole_text("yes").title),
        Lean.AGREED: tr("Leans towards “{pole}”").format(pole=pole_text("agreed").title),
        Lean.BOTH: tr("Both ends are overdone"),
        Lean.BALANCE: tr("In balance"),
    }[lean]


def lean_why(found: TensionMap) -> str:
    """Return why it leans that way, by the signs that show."""
    leaning = found.leaning
    yes, agreed = _shown(found, Pole.YES), _shown(found, Pole.AGREED)
    match leaning.lean:
        case Lean.TOO_FEW:
            return tr(
                "Each sign says from how many cases on it speaks. The map can tell as soon as two signs at each end "
                "do: promise, ask, answer and deliver with Handshake, and it fills by itself."
            )
        case Lean.QUIET:
            return tr("Nobody asked anything in four weeks. Where nobody pushes and nobody pushes back, look twice.")
        case Lean.YES:
            return tr("{count} signs at this end: {signs}.").format(count=figures.number(len(yes)), signs=_named(yes))
        case Lean.AGREED:
            return tr("{count} signs at this end: {signs}.").format(
                count=figures.number(len(agreed)), signs=_named(agreed)
            )
        case Lean.BOTH:
            return tr("At one end: {signs}. At the other: {others}.").format(signs=_named(yes), others=_named(agreed))
        case Lean.BALANCE:
            shown = (*yes, *agreed)
            if not shown:
                return tr("No sign shows at either end.")
            return tr("Neither end is ahead by two signs or more. To keep an eye on: {signs}.").format(
                signs=_named(shown)
            )


def lean_before(found: TensionMap) -> str:
    """Return which way it leaned at the readings before, the latest first, as far as it could be told."""
    told = [each for each in reversed(found.leanings[:-1]) if each.lean is not Lean.TOO_FEW]
    if not told:
        return ""
    last = told[0]
    same = 0
    for each in told:
        if each.lean is not last.lean:
            break
        same += 1
    since = figures.day_month(told[same - 1].last)
    if last.lean is found.leaning.lean:
        return tr("So it has been since {day} at least.").format(day=since)
    day = figures.day_month(last.last)
    return tr("On {day}: {lean}.").format(day=day, lean=_before(last.lean))


def place(leaning: Leaning) -> Fraction | None:
    """Return where the mark stands, from -1 (say yes quickly) to 1 (deliver as agreed); None: it can't be told."""
    if leaning.lean is Lean.TOO_FEW:
        return None
    pull = Fraction(leaning.agreed.weight - leaning.yes.weight, _TOP)
    return max(Fraction(-1), min(Fraction(1), pull))


def places(found: TensionMap) -> tuple[float | None, float | None]:
    """Return where the mark stands now, and where the ring of the reading before does."""
    before = found.leanings[-2] if len(found.leanings) > 1 else None
    return _float(place(found.leaning)), None if before is None else _float(place(before))


def helps_title(found: TensionMap, pole: Pole) -> str:
    """Return what stands over what helps: whether it is called for now."""
    if _is_called_for(found, pole):
        return tr("Do this now")
    return tr("What helps when it is too quiet") if pole is Pole.BETWEEN else tr("What helps when it is too much")


def _float(where: Fraction | None) -> float | None:
    return None if where is None else float(where)


def _is_called_for(found: TensionMap, pole: Pole) -> bool:
    leaning = found.leaning
    if pole is Pole.BETWEEN:
        return leaning.quiet
    return leaning.lean is Lean.BOTH or leaning.lean is {Pole.YES: Lean.YES, Pole.AGREED: Lean.AGREED}[pole]


def _before(lean: Lean) -> str:
    return {
        Lean.TOO_FEW: tr("too few records"),
        Lean.QUIET: tr("too quiet"),
        Lean.YES: tr("it leaned towards “{pole}”").format(pole=pole_text("yes").title),
        Lean.AGREED: tr("it leaned towards “{pole}”").format(pole=pole_text("agreed").title),
        Lean.BOTH: tr("both ends overdone"),
        Lean.BALANCE: tr("in balance"),
    }[lean]


def _shown(found: TensionMap, pole: Pole) -> tuple[Reading, ...]:
    return tuple(each for each in found.signs_of(pole) if each.state in (State.SIGN, State.STRONG))


def _named(readings: tuple[Reading, ...]) -> str:
    return ", ".join(_lowered(sign_name(each.sign)) for each in readings)


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]
