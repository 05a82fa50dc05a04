"""What is written in SQL of our own is tested on the oldest PostgreSQL as well."""

import ast
from pathlib import Path

from tests.project.house import MODULES, ROOT, SOURCE, nodes
from tests.sql_once import ONCE
from tests.sql_rooms import SQL_ROOMS

# How Python speaks SQL of its own; what Django writes from its own parts is Django's to test.
WAYS = {"cursor", "raw", "extra", "RawSQL", "RunSQL"}
# The embedded server is none but itself.
ELSEWHERE = {"embedded"}


def test_every_room_with_sql_of_its_own_has_tests_that_run_on_both():
    with_sql = {path.relative_to(SOURCE).parts[0] for path in MODULES if _speaks_sql(path)} - ELSEWHERE
    assert {"org", "scorecards", "exchange"} <= with_sql
    marked = {room for room in with_sql if any(_is_marked(path) for path in (ROOT / "tests" / room).glob("test_*.py"))}
    assert with_sql - SQL_ROOMS - marked == set(), "name the room in SQL_ROOMS, or mark a file of its tests: sql"
    assert SQL_ROOMS - with_sql == set(), "these have no SQL of their own: take them off SQL_ROOMS"
    assert {one for one in ONCE if not (ROOT / "tests" / one).exists()} == set(), "take them off ONCE"


def _speaks_sql(path: Path) -> bool:
    return any(
        getattr(node.func, "attr", "") in WAYS or getattr(node.func, "id", "") in WAYS for node in nodes(path, ast.Call)
    )


def _is_marked(path: Path) -> bool:
    return "pytest.mark.sql" in path.read_text(encoding="utf-8")
