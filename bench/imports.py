"""Imports of many rows, beside the least that could be done: parsing the file once and COPY into a bare table.

Beside the limit stands the floor: parsing, and a plain COPY of the same rows into the real table. Nothing is checked, found
or told there, but the table has the indexes, keys and trail that the product needs.
"""

import csv
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.databases import prepare
from bench.reporting import Line, parser_of, show
from tests import databases

LIMIT = 3.0
# What an import finds: units and measures.
BEFORE = "bench_before"
UNITS = 1_000
MONTHS = 50
FIRST, LAST = ("Ada", "Bo", "Cy", "Dee", "Eli", "Fay"), ("Gray", "Hopper", "Lund", "Meyer", "Okafor", "Quist")
PEOPLE = (
    "employee_id", "name", "email", "manager", "unit", "title", "job_family", "level", "location", "fte", "start_date",
    "end_date", "skills",
)  # fmt: skip
TABLES = {"people": "org_person", "actuals": "measures_actual"}
Rows = Sequence[Sequence[Any]]


def main() -> None:
    """Import people and actuals, from .csv and .xlsx, the second time without any change."""
    parser = parser_of("bench.imports", __doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--book-rows", type=int, default=25_000, help="rows of .xlsx, whose reading takes long")
    options = parser.parse_args()
    prepare()
    with TemporaryDirectory() as folder:
        place = Path(folder)
        people, actuals = list(_people(options.rows)), list(_actuals(options.rows))
        _write(place / "before" / "units.csv", [("code", "name"), *((f"U{n}", f"Unit {n}") for n in range(UNITS))])
        measures = sorted({row[0] for row in actuals[1:]})
        _write(place / "before" / "measures.csv", [("code", "name"), *((code, code) for code in measures)])
        with databases.named(BEFORE):
            _import(place / "before")
            lines = []
            for sheet, rows in (("people", people), ("actuals", actuals)):
                text, book = place / sheet / f"{sheet}.csv", place / f"{sheet}.xlsx"
                _write(text, rows)
                lines += _lines(sheet, rows, text, _parsed_csv)
                _write_book(book, sheet, rows[: options.book_rows + 1])
                lines += _lines(sheet, rows[: options.book_rows + 1], book, _parsed_xlsx)
    show(lines, as_json=options.json)


def _lines(sheet: str, rows: Rows, path: Path, parse: Callable[[Path], Rows]) -> Iterator[Line]:
    copied = min(_copied(rows) for _ in range(3))
    least = _seconds(lambda: parse(path)) + copied
    with databases.named("bench_import", source=BEFORE):
        first, again = _seconds(lambda: _import(path)), _seconds(lambda: _import(path))
        table = _taken_out(TABLES[sheet])
    with databases.named("bench_import", source=BEFORE):
        floor = least - copied + _put_in(TABLES[sheet], table)
    work = f"{len(rows) - 1:,} {sheet} from {path.suffix}"
    shown = f"{first:.1f} s; parsing and COPY into a bare table {least:.2f} s"
    yield Line(work, first / least, "x", LIMIT, shown)
    shown = f"{floor:.1f} s; parsing and plain COPY into the real table, with indexes, keys and trail"
    yield Line(f"{work}, floor", floor / least, "x", None, shown)
    yield Line(f"{work}, again", again / first, "x", 1.0, f"{again:.1f} s")


def _import(path: Path) -> None:
    from hoshin.accounts.access import Actor
    from hoshin.exchange.importing import import_path

    import_path(Actor.system(), path)


def _people(count: int) -> Iterator[Sequence[Any]]:
    chance = random.Random(3)
    yield PEOPLE
    for n in range(count):
        yield (
            f"E{n:06}", f"{chance.choice(FIRST)} {chance.choice(LAST)} {n}", f"p{n}@example.org",
            f"E{(n - 1) // 8:06}" if n else "", f"U{chance.randrange(UNITS)}", chance.choice(("Clerk", "Analyst", "Head")),
            chance.choice(("Admin", "IT", "")), chance.choice("123"), chance.choice(("Oslo", "Bergen")),
            chance.choice((1.0, 0.5, 0.8)), f"20{chance.randrange(10, 26)}-0{chance.randrange(1, 10)}-15", "",
            chance.choice(("sql; python", "", "writing")),
        )  # fmt: skip


def _actuals(count: int) -> Iterator[Sequence[Any]]:
    chance = random.Random(5)
    yield ("measure", "period", "value", "note")
    for n in range(count):
        month = n % MONTHS
        yield (f"K{n // MONTHS}", f"{2020 + month // 12}-{1 + month % 12:02}", round(chance.uniform(0, 100), 3), "")


def _write(path: Path, rows: Rows) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)


def _write_book(path: Path, sheet: str, rows: Rows) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    written = book.create_sheet(sheet)
    for row in rows:
        written.append(row)
    book.save(path)


def _parsed_csv(path: Path) -> Rows:
    with path.open(newline="") as file:
        return list(csv.reader(file))


def _parsed_xlsx(path: Path) -> Rows:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        return list(book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()


def _copied(rows: Rows) -> float:
    from django.db import connection

    texts = [[str(cell) for cell in row] for row in rows[1:]]
    columns = ", ".join(f"c{n} text" for n in range(len(rows[0])))

    def copy() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE bare ({columns})")
            with cursor.copy("COPY bare FROM STDIN") as stream:
                for row in texts:
                    stream.write_row(row)
            cursor.execute("DROP TABLE bare")

    return _seconds(copy)


def _taken_out(table: str) -> bytes:
    from django.db import connection

    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as stream:
        return b"".join(map(bytes, stream))


def _put_in(table: str, rows: bytes) -> float:
    """The seconds until the rows are committed; what they name has the same ids as where they were taken out."""
    from django.db import connection, transaction

    from hoshin.base.keys import keys_together

    def copy() -> None:
        copying = f"COPY {table} FROM STDIN"
        with transaction.atomic(), keys_together(), connection.cursor() as cursor, cursor.copy(copying) as stream:
            stream.write(rows)

    return _seconds(copy)


def _seconds(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
