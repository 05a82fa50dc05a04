"""Files that leave through the browser."""

import csv
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpResponse

from hoshin.base.errors import said_of_stored
from hoshin.exchange.transfers import packed
from hoshin.web.spreadsheets import inert

FAULT_COLUMNS = ("sheet", "row", "column", "value", "fault", "remedy")
_FIELDS = ("sheet", "row", "field", "value", "message", "remedy")


def faults_file(problems: list[dict[str, Any]]) -> HttpResponse:
    """All faults as comma-separated values that are safe to open in a spreadsheet."""
    answer = _attachment("faults.csv", "text/csv; charset=utf-8")
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(FAULT_COLUMNS)
    for problem in map(said_of_stored, problems):
        cells = [problem.get(field, "") for field in _FIELDS]
        writer.writerow(["" if cell is None else inert(cell) if isinstance(cell, str) else cell for cell in cells])
    return answer


def mapping_file(name: str, text: str) -> HttpResponse:
    """The text of a mapping, under the name that a folder wants."""
    safe = "".join(char if char.isalnum() or char in "-_" else "-" for char in name)
    answer = _attachment(f"{safe}.toml", "text/plain; charset=utf-8")
    answer.write(text)
    return answer


def template_archive(folder: Path) -> HttpResponse:
    """The sheets of a template as a .zip."""
    answer = _attachment(f"{folder.name}-plan.zip", "application/zip")
    answer.write(packed(folder))
    return answer


def download(path: Path) -> FileResponse:
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
    answer["Cache-Control"] = "no-store"
    return answer


def _attachment(name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
