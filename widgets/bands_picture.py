"""What a picture of bands shows, put together from values: bands, numbers, the marker, and the limits of before."""

from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QLocale
from PySide6.QtGui import QPainter

from resources.words import tr
from widgets.bands_measure import BandMeasure, Limit, bands
from widgets.bands_paint import (
    Mark,
    PaintedBand,
    Rows,
    paint_bar,
    paint_before,
    paint_numbers,
    paint_pointer,
    paint_words,
)
from widgets.bands_scale import Track
from widgets.bands_words import ZONES, band_words, figure, reading, written


class Picture(NamedTuple):
    """The values in a picture. `limits` and `before` are (promise, stop); `said` is what the `marker` is."""

    measure: BandMeasure
    limits: tuple[Limit, Limit] = (None, None)
    before: tuple[Limit, Limit] = (None, None)
    marker: Limit = None
    said: str = ""

    def changed(self) -> tuple[Limit, Limit]:
        """Return the limits of before that stand elsewhere now."""
        old, now = self.before, self.limits
        return (None if old[0] == now[0] else old[0]), (None if old[1] == now[1] else old[1])

    def in_words(self, locale: QLocale) -> str:
        """Return all of it as text."""
        return f"{reading(self.measure, *self.limits, locale)} {self.marker_words(locale)}".strip()

    def marker_words(self, locale: QLocale) -> str:
        """Return what the marker is, or else its value; "" without one."""
        if self.marker is None:
            return ""
        return self.said or written(self.measure, self.marker, locale)


def paint_picture(painter: QPainter, place: Rows, picture: Picture, track: Track, locale: QLocale) -> None:
    """Paint `picture` into the rows `place`; without limits, only what the bands will be."""
    measure = picture.measure
    shown = painted_bands(picture, track)
    paint_bar(painter, place.bar, shown)
    paint_words(painter, place.words, shown or _in_thirds(measure, track))
    limits = sorted({limit for limit in picture.limits if limit is not None})
    numbers = [_mark(track, limit, written(measure, limit, locale)) for limit in limits]
    ends = [_mark(track, end, figure(measure, end, locale)) for end in track.scale] if limits else []
    taken = paint_numbers(painter, place.numbers, numbers, ends)
    if picture.marker is not None:
        paint_pointer(painter, place.pointer, place.bar, _mark(track, picture.marker, picture.marker_words(locale)))
    was = [
        _mark(track, old, tr("was {value}").format(value=figure(measure, old, locale)))
        for old in picture.changed()
        if old is not None
    ]
    paint_before(painter, place.before, place.bar, was, taken)


def painted_bands(picture: Picture, track: Track) -> list[PaintedBand]:
    """Return the bands in pixels, from low values to high ones."""
    measure, found = picture.measure, []
    for band in bands(measure, *picture.limits):
        low = track.x(track.scale.low if band.low is None else band.low)
        high = track.x(track.scale.high if band.high is None else band.high)
        found.append(PaintedBand(band.zone, band_words(measure, band.zone), min(low, high), max(low, high)))
    return found


def _in_thirds(measure: BandMeasure, track: Track) -> list[PaintedBand]:
    """Return where the words stand of bands that are not there yet."""
    order = ZONES[::-1] if measure.higher_is_better != track.mirrored else ZONES
    third = track.width / 3
    return [
        PaintedBand(zone, band_words(measure, zone), track.left + third * at, track.left + third * (at + 1))
        for at, zone in enumerate(order)
    ]


def _mark(track: Track, value: Decimal, words: str) -> Mark:
    return Mark(track.x(value), words, track.beyond(value))
