"""Files of a table: CSV in whatever encoding a spreadsheet wrote it, and XLSX; read within bounds."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException
from tablib import Dataset

from claims.recheck.charsets import decode
from claims.text.cells import cell

LARGEST = 1_000_000  # bytes of an import
UNPACKED = 30_000_000  # bytes within an XLSX, which is a zip
MOST_ROWS = 2_000  # of an import: it is shown and done while the editor waits
MOST_COLUMNS = 60
BOM = "\ufeff"  # without it Excel reads Hangul in the wrong encoding


class Unreadable(ValueError):
    """A file that is no table of ours; the message is for the person who chose it."""


def read(body: bytes, name: str) -> Dataset:
    """The first sheet of a file, its first row being the names of the columns."""
    rows = list(_of_xlsx(body) if name.lower().endswith(".xlsx") else _of_csv(body))
    while rows and not any(value not in (None, "") for value in rows[-1]):
        rows.pop()
    if len(rows) < 2:
        raise Unreadable(_("There are no rows in this file, or no names of columns above them."))
    if len(rows) > MOST_ROWS + 1:
        raise Unreadable(_("At most %(most)s rows are imported at once.") % {"most": MOST_ROWS})
    headers = [str(value or "").strip().lower() for value in rows[0]]
    width = len(headers)
    table = Dataset(headers=headers)
    for row in rows[1:]:
        table.append([*row[:width], *([""] * (width - len(row)))])
    return table


def _of_csv(body: bytes) -> Iterator[list]:
    text = decode(body, "text/csv")[0].lstrip(BOM).replace("\x00", "")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        yield from islice((row[:MOST_COLUMNS] for row in rows if row), MOST_ROWS + 2)
    except csv.Error as why:
        raise Unreadable(_("This file is no table that can be read.")) from why


def _of_xlsx(body: bytes) -> Iterator[tuple]:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if sum(member.file_size for member in packed.infolist()) > UNPACKED:
                raise Unreadable(_("This file is too large once unpacked."))
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # Rows that are missing are made up while reading: what is read is counted, not what is there
        yield from islice(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), MOST_ROWS + 2)
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, OSError, SyntaxError) as why:
        raise Unreadable(_("This file is no table that can be read.")) from why


def csv_lines(headers: list[str], rows: Iterable[list]) -> Iterator[str]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(headers)
    yield BOM + buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([cell(value) for value in row])
        yield buffer.getvalue()


def xlsx(headers: list[str], rows: Iterable[list]) -> bytes:
    """A workbook of one sheet; every text is a text, whatever it looks like."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(headers)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet, value) -> WriteOnlyCell:
    written = cell(value)
    made = WriteOnlyCell(sheet, _storable(written) if isinstance(written, str) else written)
    if isinstance(written, str):
        made.data_type = "s"
    return made


def _storable(text: str) -> str:
    """Without the control characters that XML has no room for; a cell holds 32,767 characters."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")[:32_767]
