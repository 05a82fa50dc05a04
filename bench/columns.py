"""Actuals from PostgreSQL into NumPy, beside the time the server takes to send the same rows.

python -m bench.columns [--rows 5000000] [--json]

Makes a schema of its own in the configured database (by default the embedded one) and drops it again.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.reporting import Line, parser_of, show

LIMIT = 1.5
SCHEMA = "hoshin_bench_columns"
MONTHS = 36
ROUNDS = 5


def main() -> None:
    """Print times and their ratio."""
    parser = parser_of("bench.columns", __doc__)
    parser.add_argument("--rows", type=int, default=5_000_000)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoshin.config.settings")
    import django

    django.setup()
    with _table(options.rows):
        line = measured(options.rows)
    show([line], as_json=options.json)


def measured(rows: int) -> Line:
    """Medians of several rounds, the two taken in turns so that both see the same machine."""
    from hoshin.measures.assembly import load_actuals

    assert len(load_actuals()) == rows
    pairs = [(_seconds(load_actuals), _seconds(_thrown_away)) for _ in range(ROUNDS)]
    ours, copy = (statistics.median(times) for times in zip(*pairs))
    shown = f"{ours:.2f} s; COPY read and thrown away {copy:.2f} s"
    return Line(f"columns of {rows:,} actuals into arrays", ours / copy, "x", LIMIT, shown)


def _thrown_away() -> None:
    """The cheapest way in which a client can take the rows from the driver: nothing is made of them."""
    from django.db import connection

    query = (
        b"COPY (SELECT measure_id, unit_id, period, value, numerator, denominator FROM measures_actual "
        b"WHERE superseded_at IS NULL) TO STDOUT (FORMAT binary)"
    )
    connection.ensure_connection()
    driver = connection.connection.pgconn
    driver.exec_(query)
    take = driver.get_copy_data
    while take(0)[0] > 0:
        pass
    while driver.get_result() is not None:
        pass


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@contextmanager
def _table(rows: int) -> Iterator[None]:
    from django.db import connection

    from hoshin.measures.models import Actual

    columns = ", ".join(f"{field.column} {field.db_type(connection)}" for field in Actual._meta.local_fields)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        try:
            cursor.execute(f"SET search_path TO {SCHEMA}")
            cursor.execute(f"CREATE TABLE measures_actual ({columns})")
            cursor.execute(
                f"""INSERT INTO measures_actual (id, measure_id, unit_id, period, value, numerator, denominator, note,
                           source, recorded_at, change_id)
                    SELECT n, n / {MONTHS} + 1, CASE WHEN mod(n, 4) = 0 THEN mod(n, 97) + 1 END,
                           date '2023-01-01' + make_interval(months => mod(n, {MONTHS})), random() * 100,
                           CASE WHEN mod(n / {MONTHS}, 10) = 0 THEN random() * 9 END,
                           CASE WHEN mod(n / {MONTHS}, 10) = 0 THEN 1 + random() * 9 END, '', '', now(), 1
                    FROM generate_series(0, %s) n""",
                [rows - 1],
            )
            cursor.execute("VACUUM ANALYZE measures_actual")
            yield
        finally:
            cursor.execute(f"SET search_path TO DEFAULT; DROP SCHEMA {SCHEMA} CASCADE")


if __name__ == "__main__":
    main()
