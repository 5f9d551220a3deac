"""Where Tab goes: widgets that are made later stand last for Qt, wherever they are on screen."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(anchor: QWidget, widgets: Iterable[QWidget]) -> None:
    """Let Tab go through `widgets`, and what is in each in the order in which it was made, right after `anchor`.

    `anchor` need not take the focus itself: it is where it was put that counts.
    """
    policy = anchor.focusPolicy()
    # Qt sets nothing behind a widget that Tab passes over.
    anchor.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    last = anchor
    for widget in widgets:
        for each in (widget, *widget.findChildren(QWidget)):
            # One that passes the focus on is no stop: what is in it is. The list of a combo box is a window of its own.
            if _is_stop(each) and each.window() is anchor.window():
                QWidget.setTabOrder(last, each)
                last = each
    anchor.setFocusPolicy(policy)


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
