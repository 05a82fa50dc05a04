"""Gathers everything that is wrong with a workbook, so that all of it can be mended at once."""

from collections.abc import Iterable, Sequence

from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said

MOST_LISTED = 1_000


class Faults:
    """Problems in the order found; beyond the most that are listed they are counted only."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.count = 0
        self._rows: set[tuple[str, int | None]] = set()

    def add(
        self,
        sheet: str,
        row: int | None,
        field: str,
        value: object,
        message: str,
        remedy: str = "",
        *,
        code: str = "invalid",
        proposals: tuple[str, ...] = (),
    ) -> None:
        """Note one fault."""
        self.count += 1
        self._rows.add((sheet, row))
        if len(self.problems) < MOST_LISTED:
            shown = "" if value is None else str(value)[:200]
            self.problems.append(Problem(message, code, field, shown, remedy, sheet, row, proposals))

    def rows_of(self, sheet: str, numbers: Sequence[int]) -> set[int]:
        """The places, from 0, of the rows of a sheet with which something is wrong already."""
        wrong = {row for name, row in self._rows if name == sheet}
        return {at for at, number in enumerate(numbers) if number in wrong} if wrong else set()

    def adopt(self, problems: Iterable[Problem]) -> None:
        """Note faults that somebody else found."""
        for problem in problems:
            self.count += 1
            if len(self.problems) < MOST_LISTED:
                self.problems.append(problem)

    def raise_if_any(self) -> None:
        """Invalid with all problems, the last of which says how many more there are."""
        if not self.count:
            return
        problems = list(self.problems)
        if self.count > len(problems):
            problems.append(
                Problem(Said("… and %(count)s more faults.", count=self.count - len(problems)), code="more")
            )
        raise Invalid(problems)
