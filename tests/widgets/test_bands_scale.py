"""The scale of a picture of bands, and that its bands are the zones of the rule."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.agreement import Measure, Rule, zone_of
from widgets.bands_measure import BandMeasure, bands, in_order, moved, snapped
from widgets.bands_paint import spread
from widgets.bands_scale import Scale, Track, scale_for, still_good

DAYS = BandMeasure()
LIMITS = st.one_of(st.none(), st.decimals(-50, 50, places=1))
BOUNDS = st.sampled_from([(None, None), (Decimal(0), None), (Decimal(0), Decimal(20)), (Decimal(5), Decimal(5))])


@pytest.mark.parametrize(
    ("measure", "promise", "stop", "ends"),
    [
        (DAYS, 10, 5, (0, 16)),
        (DAYS, 15, 10, (0, 20)),
        (DAYS, 30, None, (0, 50)),
        (DAYS, 0, None, (0, 5)),
        (BandMeasure(higher_is_better=False, places=2, highest=Decimal(100)), 85, 95, (75, 100)),
        (BandMeasure(higher_is_better=False, places=2, step=Decimal(500)), 5000, 50000, (0, 80000)),
    ],
)
def test_round_ends_with_room_beside_the_limits(measure: BandMeasure, promise, stop, ends) -> None:
    assert scale_for(measure, Decimal(promise), None if stop is None else Decimal(stop)) == ends


def test_others_are_on_it_unless_they_are_far_off() -> None:
    near, far = Decimal(20), Decimal(400)
    assert scale_for(DAYS, Decimal(10), Decimal(5), (near,)).holds(near)
    assert scale_for(DAYS, Decimal(10), Decimal(5), (far, None)) == scale_for(DAYS, Decimal(10), Decimal(5))


def test_it_stays_until_a_limit_comes_near_the_end() -> None:
    scale = scale_for(DAYS, Decimal(10), Decimal(5))
    assert still_good(scale, DAYS, Decimal(14), Decimal(0))
    assert not still_good(scale, DAYS, Decimal(15), Decimal(5))
    assert not still_good(scale, DAYS, Decimal(200), Decimal(5))
    assert not still_good(scale_for(DAYS, Decimal(900), Decimal(5)), DAYS, Decimal(10), Decimal(5))
    assert not still_good(scale, DAYS, Decimal(10), Decimal(5), (Decimal(18),))


@given(promise=LIMITS, stop=LIMITS, other=LIMITS, bounds=BOUNDS, higher=st.booleans())
def test_any_limits_are_on_their_scale(promise, stop, other, bounds, higher) -> None:
    measure = BandMeasure(higher, lowest=bounds[0], highest=bounds[1])
    scale = scale_for(measure, promise, stop, (other,))
    assert scale.low < scale.high
    assert all(scale.holds(limit) for limit in (promise, stop) if limit is not None)
    for mirrored in (False, True):
        track = Track(scale, 7, 400, mirrored)
        assert abs(track.value(track.x(scale.low)) - scale.low) < Decimal("0.001")
        assert (track.x(scale.low) < track.x(scale.high)) is not mirrored
        assert track.beyond(scale.high + 1) == (-1 if mirrored else 1)
        assert track.beyond(scale.low) == 0


@given(
    promise=st.decimals(-50, 50, places=1),
    stop=LIMITS,
    value=st.decimals(-60, 60, places=1),
    measure=st.sampled_from(Measure),
)
def test_the_bands_are_the_zones_of_the_rule(promise, stop, value, measure) -> None:
    higher = measure in (Measure.LEAD_TIME, Measure.MARGIN)
    rule = Rule("r", measure, "", promise_limit=promise, stop_limit=stop)
    shown = bands(BandMeasure(higher, places=1, lowest=None), promise, stop)
    if not in_order(BandMeasure(higher), promise, stop):
        assert shown == []
        return
    # On a limit two bands meet; beside one there is a single band.
    around = [
        band.zone
        for band in shown
        if (band.low is None or band.low <= value) and (band.high is None or value <= band.high)
    ]
    assert zone_of(rule, value) in around
    assert len(around) == 1 or value in (promise, stop)


@given(
    which=st.sampled_from(["promise", "stop"]),
    limits=st.tuples(LIMITS, LIMITS),
    value=st.decimals(-60, 60, places=1),
    bounds=BOUNDS,
    higher=st.booleans(),
)
def test_a_limit_that_is_moved_never_passes_the_other(which, limits, value, bounds, higher) -> None:
    measure = BandMeasure(higher, lowest=bounds[0], highest=bounds[1])
    after = moved(measure, which, *limits, value)
    assert in_order(measure, *after)
    kept = 1 if which == "promise" else 0
    assert after[kept] == limits[kept]


def test_snapping_is_exact() -> None:
    half = BandMeasure(step=Decimal("0.5"))
    assert [snapped(half, Decimal(value)) for value in ("1.2", "1.3", "-0.3")] == [1, Decimal("1.5"), Decimal("-0.5")]
    assert str(moved(half, "promise", None, None, Decimal("10.0"))[0]) == "10"
    assert Scale(Decimal(0), Decimal(10)).share(Decimal(20)) == 1


def test_things_are_put_side_by_side() -> None:
    assert spread([50, 52], [20, 20], 100) == [40, 68]
    assert spread([98, 95], [20, 20], 100) == [80, 52]
    assert spread([1], [20], 100) == [0]
    assert spread([], [], 100) == []
