"""A zone is told by shape, word and colour together."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from widgets.zone_badge import ZoneBadge, badge_size, paint_shape, zone_words

ZONES = ("PROMISE", "ASK", "OFF", "OPEN")


def test_the_words_of_the_zones() -> None:
    assert [zone_words(zone) for zone in ZONES] == [
        "Sales may promise",
        "Ask Operations first",
        "Off the table",
        "Still open",
    ]
    assert zone_words("ASK", short=True) == "Ask Operations"


def test_the_shapes_differ_without_colour(qapp) -> None:
    images = []
    for zone in ZONES:
        image = QImage(16, 16, QImage.Format.Format_ARGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        paint_shape(painter, QRectF(2, 2, 12, 12), zone, QColor("black"))
        painter.end()
        images.append(image)
    assert all(one != other for at, one in enumerate(images) for other in images[at + 1 :])


@pytest.mark.parametrize("zone", ZONES)
def test_a_badge_has_room_for_its_words_and_says_them(qtbot, zone: str) -> None:
    badge = ZoneBadge(zone)
    qtbot.addWidget(badge)
    assert badge.accessibleName() == badge.text() == zone_words(zone)
    assert badge.sizeHint() == badge_size(zone_words(zone))
    badge.resize(badge.sizeHint())
    badge.grab()
    assert badge.toolTip() == ""
    badge.resize(40, 20)
    badge.grab()
    assert badge.toolTip() == zone_words(zone)


def test_a_badge_may_say_other_words(qtbot) -> None:
    badge = ZoneBadge("ASK", "Waiting on Ben")
    qtbot.addWidget(badge)
    assert badge.text() == "Waiting on Ben"
    badge.set_zone("OFF")
    assert badge.text() == "Off the table"
