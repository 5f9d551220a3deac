"""What Qt's PDF writer leaves out of a file: the language it is read aloud in, and its title in the viewer's window.

It is added the way the format has for it (ISO 32000-1, 7.5.6): the catalogue once more at the end of the file, with
a table that points to it. Not a byte of what the writer wrote is touched.
"""

import re

# "startxref", the place of the last table, and the end of the file.
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_ROOT = re.compile(rb"/Root\s+(\d+)\s+0\s+R")
_TABLE = re.compile(rb"xref\s+0\s+(\d+)\s*\n")
_ENTRY = 20


def with_language(pdf: bytes, language: str, *, from_right: bool = False) -> bytes:
    """Return `pdf` with `language` (BCP 47: "en", "pt-BR") in its catalogue, shown by its title, not its file name.

    `from_right`: it is read from the right. A file that is not laid out as Qt does it is returned as it is: a PDF
    without its language is still a PDF.
    """
    end = _END.search(pdf)
    if end is None:
        return pdf
    table_at = int(end[1])
    table = _TABLE.match(pdf, table_at)
    trailer_at = pdf.find(b"trailer", table_at)
    root = _ROOT.search(pdf, trailer_at) if trailer_at > 0 else None
    if table is None or root is None or int(root[1]) >= int(table[1]):
        return pdf
    number = int(root[1])
    place = int(pdf[table.end() + number * _ENTRY :][:10])
    catalogue = re.compile(rb"%d 0 obj\s*<<(.*?)>>\s*endobj" % number, re.DOTALL).match(pdf, place)
    if catalogue is None or b"/Lang" in catalogue[1]:
        return pdf
    direction = b" /Direction /R2L" if from_right else b""
    added = b"/Lang (%s)\n/ViewerPreferences << /DisplayDocTitle true%s >>" % (language.encode("ascii"), direction)
    trailer = pdf[trailer_at : end.start()].rstrip().removesuffix(b">>").rstrip()
    start = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    body = b"%d 0 obj\n<<\n%s%s>>\nendobj\n" % (number, added, catalogue[1])
    return b"%s%sxref\n%d 1\n%010d 00000 n \n%s\n/Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n" % (
        start,
        body,
        number,
        len(start),
        trailer,
        table_at,
        len(start) + len(body),
    )
