"""Files for spreadsheets: workbooks that are written at once, and texts that stay harmless there."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> inert("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def workbook_file(name: str, write: Callable[[Path], object]) -> HttpResponse:
    """A workbook that is written at once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        answer = HttpResponse(path.read_bytes(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
