"""Somebody presses F1 at every tab, looks for a word, follows it, and takes all of help home on paper."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from desktop.window import Window
from tests.desktop.conftest import *  # noqa: F403
