"""Reads a workbook: an .xlsx file, a folder of .csv files, or one .csv file named like its sheet."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from hoshin.base.errors import Invalid, NotFound
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.foreign import by_ending, foreign, refuse_foreign
from hoshin.exchange.workbook.guessing import headings
from hoshin.exchange.workbook.read_csv import read_csv
from hoshin.exchange.workbook.tables import Table, Workbook

LARGEST_FILE = 500_000_000


def read(path: Path | str, renamed: Mapping[str, str] = MappingProxyType({})) -> Workbook:
    """The raw tables of a workbook. NotFound: no such file. Invalid: it is not a workbook, or it cannot be read.

    `renamed`: what sheets are to be read as that bear another name (folded).
    """
    path = Path(path)
    if path.is_dir():
        return _read_folder(path, renamed)
    if not path.is_file():
        raise NotFound("file or folder", str(path))
    if path.stat().st_size > LARGEST_FILE:
        raise Invalid(
            Said("%(path)s is larger than %(most)s MB.", path=path.name, most=LARGEST_FILE // 1_000_000),
            remedy="Import it in several parts.",
        )
    suffix = path.suffix.casefold()
    if suffix in (".xlsx", ".xlsm"):
        # The libraries of .xlsx are a sixth of what every start of Django loads: here, and wherever one is written.
        from hoshin.exchange.workbook.read_xlsx import read_xlsx

        return read_xlsx(path, renamed)
    if suffix == ".csv":
        table = read_csv(path, headings(path.stem, renamed))
        if not table.headers:
            raise foreign(path.name, "is empty", "Look whether it was saved, and send it again.")
        return Workbook(path.name, [table])
    refuse_foreign(path)
    if known := by_ending(path.name):
        raise foreign(path.name, *known)
    raise Invalid(
        Said("%(path)s is not a workbook.", path=path.name),
        value=path.suffix,
        remedy="Give an .xlsx file, or a folder of .csv files named like the sheets. "
        "In Excel or LibreOffice, choose Save as, Excel workbook (.xlsx).",
    )


def _read_folder(path: Path, renamed: Mapping[str, str]) -> Workbook:
    files = sorted(file for file in path.iterdir() if file.suffix.casefold() == ".csv" and file.is_file())
    if not files:
        raise Invalid(
            Said("The folder %(path)s holds no .csv file.", path=path.name),
            remedy="Put files there named like the sheets: measures.csv.",
        )
    tables: list[Table] = []
    problems = []
    for file in files:
        try:
            tables.append(read_csv(file, headings(file.stem, renamed)))
        except Invalid as error:
            problems += error.problems
    if problems:
        raise Invalid(problems)
    return Workbook(path.name, tables)
