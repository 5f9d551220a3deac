"""Reading a PDF back as a person would get it."""

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import pypdf
import pytest
from PySide6.QtCore import QLocale

from desktop.actions.business import create_business
from framework.agreement_versions import Version
from framework.business import Business
from storage.agreement_versions import read_versions
from storage.business import read_business
from storage.founding import Founder


@pytest.fixture(autouse=True)
def british(qapp: object) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def sheets() -> Callable[[bytes], list[str]]:
    """The text of every sheet of a PDF, each run of white as one space."""

    def read(data: bytes) -> list[str]:
        if shutil.which("pdftotext") is None:
            texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
        else:
            said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
            texts = said.stdout.decode("utf-8").split("\f")[:-1]
        return [" ".join(text.split()) for text in texts]

    return read


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Version, Business]]:
    """The agreement that a type of business begins with, and the business, founded by Ana and Ben."""
    today = date(2026, 11, 30)
    founders = (Founder("Ana", sells=True, delivers=False), Founder("Ben", sells=False, delivers=True))

    @cache
    def found(kind: str) -> tuple[Version, Business]:
        with create_business(
            path=tmp_path_factory.mktemp(kind) / "new.handshake",
            name="Brightside",
            kind=kind,
            founders=founders,
            country="NL",
            currency="EUR",
            weekly_hours=None,
            today=today,
        ) as book:
            (version,) = read_versions(book, 2)
            return version, read_business(book, today)

    return found
