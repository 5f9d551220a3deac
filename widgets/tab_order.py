"""Where Tab goes: widgets that are made later stand last for Qt, wherever they are on screen."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
"""So many steps down and across the screen an arrow key goes."""


def follow(anchor: QWidget, widgets: Iterable[QWidget]) -> None:
    """Let Tab go through `widgets`, and what is in each in the order in which it was made, right after `anchor`.

    `anchor` need not take the focus itself: it is where it was put that counts.
    """
    stops = [each for widget in widgets for each in (widget, *widget.findChildren(QWidget)) if _is_stop(each)]
    # The list of a combo box is a window of its own.
    stops = [each for each in stops if each.window() is anchor.window()]
    if not stops:
        return
    # Qt moves nothing behind a widget that Tab passes over, nor what comes next behind it anyway, however far away.
    policy, wedge = anchor.focusPolicy(), QWidget(anchor)
    for each in (anchor, wedge):
        each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    QWidget.setTabOrder(anchor, wedge)
    last = anchor
    for each in stops:
        QWidget.setTabOrder(last, each)
        last = each
    anchor.setFocusPolicy(policy)
    wedge.setParent(None)


def rove(anchor: QWidget, stops: Iterable[QWidget], stop: QWidget | None) -> None:
    """Let Tab come to `stop`, right after `anchor`, and to no other of `stops`: arrows go there."""
    for each in stops:
        each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is stop else Qt.FocusPolicy.ClickFocus)
    if stop is not None:
        follow(anchor, [stop])


def _is_stop(widget: QWidget) -> bool:
    # One that passes the focus on is no stop: what is in it is.
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
