"""Reading a PDF back as a person would get it."""

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator

import pypdf
import pytest
from PySide6.QtCore import QLocale


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
