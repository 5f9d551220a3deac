"""Pages on paper: whole units, head and foot, fonts, nothing fetched, and a PDF that is whole or not there."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import jinja2
import pypdf
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPalette

from desktop.printing.page import A4, LETTER, PAPERS, Page, Paper, printable, render, usual_paper
from desktop.printing.paper import DOTS, FOOT, LaidOut, pdf_bytes, save_pdf
from desktop.printing.pdf_language import with_language
from storage.trouble import Trouble

Sheets = Callable[[bytes], list[str]]


def unit(*lines: str) -> str:
    return "<p>" + "<br>".join(lines) + "</p>"


def page(*units: str, **more: object) -> Page:
    return Page("Title", units, **more)  # type: ignore[arg-type]


def picture(one: Page, number: int = 1, paper: Paper = A4) -> QImage:
    """The sheet as pixels, 50 to the inch."""
    image = QImage(round(paper.width / 25.4 * 50), round(paper.height / 25.4 * 50), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    LaidOut(one, paper).draw(painter, number, 50)
    painter.end()
    return image


def pixels(image: QImage) -> set[tuple[int, int, int]]:
    colours = (QColor(image.pixel(x, y)) for x in range(image.width()) for y in range(image.height()))
    return {(colour.red(), colour.green(), colour.blue()) for colour in colours}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_pdf_has_its_size_title_text_and_fonts(paper: Paper, sheets: Sheets) -> None:
    data = pdf_bytes(page(unit("The weeks ahead", "▲ better")), paper)
    reader = pypdf.PdfReader(io.BytesIO(data))
    box = reader.pages[0].mediabox
    assert abs(float(box.width) - paper.width / 25.4 * 72) < 1
    assert abs(float(box.height) - paper.height / 25.4 * 72) < 1
    assert reader.metadata is not None and reader.metadata.title == "Title"
    assert sheets(data) == ["The weeks ahead ▲ better Page 1 of 1"]
    fonts = reader.pages[0]["/Resources"]["/Font"].get_object()
    assert fonts
    for font in fonts.values():
        (inner,) = font.get_object()["/DescendantFonts"]
        described = inner.get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & described.keys()


@pytest.mark.parametrize("from_right", [False, True])
def test_a_pdf_tells_its_language_and_is_whole_with_it(from_right: bool, tmp_path: Path, sheets: Sheets) -> None:
    if from_right:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        data = pdf_bytes(page(*(unit(f"row {n}") for n in range(150))))
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    catalogue = reader.trailer["/Root"].get_object()
    assert catalogue["/Lang"] == "en"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert catalogue["/ViewerPreferences"].get("/Direction") == ("/R2L" if from_right else None)
    assert len(reader.pages) == 3 and len(sheets(data)) == 3
    if shutil.which("qpdf") is not None:
        file = tmp_path / "page.pdf"
        file.write_bytes(data)
        said = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
        assert (said.returncode, said.stderr) == (0, "")


def test_a_file_of_another_make_is_left_as_it_is() -> None:
    data = pdf_bytes(page(unit("one")))
    for other in (b"", b"%PDF-1.4", data[:-20], data, data.replace(b"xref\n0 ", b"xref\n1 ")):
        assert with_language(other, "de") == other


def test_no_unit_is_split_and_none_is_lost(sheets: Sheets) -> None:
    count = 60
    texts = sheets(pdf_bytes(page(*(unit(f"first{n}x", f"second{n}x", f"third{n}x") for n in range(count)))))
    assert len(texts) > 1
    for n in range(count):
        held = [[text.count(f"{word}{n}x") for word in ("first", "second", "third")] for text in texts]
        assert sorted(held) == [[0, 0, 0]] * (len(texts) - 1) + [[1, 1, 1]]


def test_a_unit_longer_than_a_sheet_is_cut_between_lines(sheets: Sheets) -> None:
    data = pdf_bytes(page(unit("before"), unit(*(f"line{n}x" for n in range(150))), unit("after"), running="Head"))
    texts = sheets(data)
    assert len(texts) >= 3
    whole = " ".join(texts)
    starts = [whole.index(f"line{n}x") for n in range(150)]
    assert starts == sorted(starts)
    assert starts[-1] < whole.index("after")
    # Qt writes the line above a cut once more, out of sight.
    assert len(re.findall(r"line\d+x", whole)) <= 150 + len(texts)


def test_head_and_foot(sheets: Sheets) -> None:
    texts = sheets(pdf_bytes(page(*(unit(f"row {n}") for n in range(150)), running="Brightside", footer="Ahead")))
    assert len(texts) == 3
    for number, text in enumerate(texts, start=1):
        assert f"Ahead Page {number} of 3" in text
        assert text.startswith("Brightside") == (number > 1)


def test_a_long_head_is_shortened_to_one_line_and_a_long_foot_to_two(sheets: Sheets) -> None:
    rows, many = [unit("row") for _ in range(150)], "Long name " * 60
    short, long = page(*rows, running="x", footer="x"), page(*rows, running=many, footer=many)
    assert LaidOut(short, A4).count == LaidOut(long, A4).count
    laid_out = LaidOut(long, A4)
    line = laid_out._edge("x", "Page 1 of 1").size().height()
    assert laid_out._edge(many, "").size().height() == line
    assert laid_out._edge(many, "Page").size().height() == 2 * line <= FOOT * DOTS
    assert all("…" in text and f"Page {number} of" in text for number, text in enumerate(sheets(pdf_bytes(long)), 1))


def test_a_foot_that_is_a_little_long_is_whole(sheets: Sheets) -> None:
    foot = " ".join(f"word{n}" for n in range(22))
    (text,) = sheets(pdf_bytes(page(unit("row"), footer=foot)))
    assert "…" not in text and all(word in text for word in foot.split())


def test_what_a_unit_carries_is_shown_where_it_begins_a_sheet_only(sheets: Sheets) -> None:
    rows = tuple(f"<!-- carried --><p>goes on</p><!-- /carried --><p>row {n}</p>" for n in range(150))
    texts = sheets(pdf_bytes(page("<p>first</p>", *rows)))
    assert [text.count("goes on") for text in texts] == [0] + [1] * (len(texts) - 1)
    assert all(text.startswith("goes on") for text in texts[1:])


def test_spare_lines_fill_the_last_sheet_and_never_begin_one(sheets: Sheets) -> None:
    (text,) = sheets(pdf_bytes(page(unit("one"), spare=unit("spare"), spare_most=5)))
    assert text.count("spare") == 5
    texts = sheets(pdf_bytes(page(*(unit(f"row {n}") for n in range(55)), spare=unit("spare"), spare_most=500)))
    assert len(texts) == 1
    assert 0 < texts[0].count("spare") < 60


def test_the_tight_setting_is_taken_only_where_it_saves_a_sheet(sheets: Sheets) -> None:
    def found(roomy: int, tight: int) -> list[str]:
        roomy_units = tuple(unit(f"roomy{n}", "") for n in range(roomy))
        tight_units = tuple(unit(f"tight{n}") for n in range(tight))
        return sheets(pdf_bytes(page(*roomy_units, tight=tight_units)))

    assert "roomy0" in found(10, 10)[0]
    (saved,) = found(40, 40)
    assert "tight0" in saved
    none_saved = found(40, 100)
    assert len(none_saved) == 2 and "roomy0" in none_saved[0]


def test_every_paper_breaks_by_its_own_height() -> None:
    units = tuple(unit(f"row {n}") for n in range(66))
    small = Paper("A6", 105, 148)
    counts = [LaidOut(page(*units), paper).count for paper in (A4, LETTER, small)]
    assert counts[2] > max(counts[:2])


def test_pictures_and_styles_are_never_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    server = HTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, daemon=True).start()
    red = QImage(200, 200, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    file = tmp_path / "red.png"
    assert red.save(str(file))
    address = f"http://127.0.0.1:{server.server_port}/red.png"
    try:
        for source in (file.as_uri(), str(file), address):
            hostile = (
                f'<p>before</p><img src="{source}" width="200" height="200">'
                f'<link rel="stylesheet" href="{source}"><style>@import url("{source}");</style>'
                f'<table width="100%"><tr><td style="background-image: url({source});">cell</td></tr></table>'
                f'<p style="background-image: url({source});">styled</p>'
                f'<ul style="list-style-image: url({source});"><li>item</li></ul>'
            )
            found = pixels(picture(page(hostile)))
            assert not [(r, g, b) for r, g, b in found if r > 150 and g < 80 and b < 80]
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_ink_is_dark_on_white_in_dark_mode_too() -> None:
    before = QGuiApplication.palette()
    light = picture(page(unit("words")))
    dark = QPalette(before)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        dark.setColor(role, QColor("white"))
    QGuiApplication.setPalette(dark)
    try:
        assert picture(page(unit("words"))) == light
    finally:
        QGuiApplication.setPalette(before)
    assert min(sum(colour) for colour in pixels(light)) < 300


def test_pages_are_mirrored_for_who_reads_from_the_right() -> None:
    def ink_left(image: QImage) -> int:
        half = image.width() // 2
        return sum(QColor(image.pixel(x, y)).lightness() < 128 for x in range(half) for y in range(image.height() // 2))

    one = page('<table width="100%"><tr><td width="50%"><b>שלום עולם</b></td><td width="50%"></td></tr></table>')
    assert ink_left(picture(one)) > 0
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert ink_left(picture(one)) == 0
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_templates_escape_and_miss_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from desktop.printing import page as module

    (tmp_path / "one.html").write_text("{{ name }}<!-- unit -->{{ mm(25.4) }}<!-- unit -->", encoding="utf-8")
    monkeypatch.setattr(module, "TEMPLATES", tmp_path)
    module._environment.cache_clear()
    try:
        assert render("one.html", name="<!-- unit --> & <b>")[0] == "&lt;!-- unit --&gt; &amp; &lt;b&gt;"
        assert len(render("one.html", name="x")) == 2
        with pytest.raises(jinja2.UndefinedError):
            render("one.html")
    finally:
        module._environment.cache_clear()


def test_text_is_made_printable() -> None:
    assert printable("a\x00b\x07\ud800c\r\nd") == "ab\ufffdc  d"
    assert printable("👩\u200d🔧 é שלום") == "👩\u200d🔧 é שלום"
    assert printable("a\u202eb") == "\u2068a\u202eb\u2069"
    assert printable("\u2067a") == "\u2068\u2067a\u2069\u2069"


def test_letter_is_usual_in_america() -> None:
    assert usual_paper() is A4
    QLocale.setDefault(QLocale("en_US"))
    assert usual_paper() is LETTER
    QLocale.setDefault(QLocale("es_MX"))
    assert usual_paper() is LETTER


def test_a_pdf_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "page.pdf"
    save_pdf(page(unit("one")), target)
    assert target.read_bytes().startswith(b"%PDF") and b"%%EOF" in target.read_bytes()[-16:]
    with pytest.raises(Trouble):
        save_pdf(page(unit("two")), tmp_path / "missing" / "page.pdf")
    with pytest.raises(Trouble):
        save_pdf(page(unit("two")), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["page.pdf"]


def test_chosen_sheets_only(sheets: Sheets) -> None:
    one = page(*(unit(f"row {n}") for n in range(150)))
    assert ["Page 3 of 3" in text for text in sheets(pdf_bytes(one, numbers=(2, 3)))] == [False, True]
