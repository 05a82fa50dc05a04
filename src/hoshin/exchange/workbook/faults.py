"""Gathers everything that is wrong with a workbook, so that all of it can be mended at once.

What follows from one thing is one fault: where a sheet is wrong as a whole (it bears another name, or lacks the column of
its codes), rows that name its codes are counted with that, not listed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.exchange.workbook.tables import AcrossRow
from hoshin.exchange.workbook.unreadable import QUESTIONS

MOST_LISTED = 1_000
# What a sheet with periods across says under its headings.
_ACROSS = ("period", "value", "target")


def under_heading(problem: Problem) -> Problem:
    """The problem of a value that stands across, with the heading above it in place of a column that the file has not.

    A question about the whole column keeps the name of that, by which it is answered.
    """
    if not isinstance(problem.row, AcrossRow):
        return problem
    is_across = problem.field in _ACROSS and problem.code not in QUESTIONS
    # A plain number from here on: problems are copied and stored.
    return replace(problem, field=problem.row.heading if is_across else problem.field, row=int(problem.row))


def _heading(row: int | None) -> str:
    return row.heading if isinstance(row, AcrossRow) else ""


class Faults:
    """Problems in the order found; beyond the most that are listed they are counted only."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.count = 0
        self._rows: set[tuple[str, int | None, str]] = set()
        self._lacking: dict[tuple[str, int | None], list[str]] = {}
        self._wrong_as_a_whole: dict[str, Problem] = {}
        self._following: Counter[str] = Counter()

    def suspect(self, sheet: str, problem: Problem) -> None:
        """From this it will follow that codes of a sheet are not found: it is said where any are not."""
        self._wrong_as_a_whole.setdefault(sheet, problem)

    def suspected(self) -> list[Problem]:
        """What is wrong with sheets as a whole, whether or not anything followed from it."""
        return list(self._wrong_as_a_whole.values())

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
        self._rows.add((sheet, row, _heading(row)))
        if code == "required" and self._belongs_to(sheet, row, field):
            return
        self.count += 1
        if len(self.problems) < MOST_LISTED:
            shown = "" if value is None else str(value)[:200]
            self.problems.append(under_heading(Problem(message, code, field, shown, remedy, sheet, row, proposals)))

    def _belongs_to(self, sheet: str, row: int | None, field: str) -> bool:
        """Whether the row is known to lack another cell: then it is one fault that lacks both."""
        at = next(
            (at for at, one in enumerate(self.problems) if (one.sheet, one.row, one.code) == (sheet, row, "required")),
            None,
        )
        if at is None or isinstance(row, AcrossRow):
            return False
        fields = [*self._lacking.get((sheet, row), [self.problems[at].field]), field]
        self._lacking[sheet, row] = fields
        message = Said("These cells cannot be empty: %(columns)s.", columns=", ".join(fields))
        self.problems[at] = replace(self.problems[at], message=message, remedy="Fill them in.")
        return True

    def rows_of(self, sheet: str, numbers: Sequence[int]) -> set[int]:
        """The places, from 0, of the rows of a sheet with which something is wrong already."""
        wrong = {(row, heading) for name, row, heading in self._rows if name == sheet}
        return {at for at, number in enumerate(numbers) if (number, _heading(number)) in wrong} if wrong else set()

    def adopt(self, problems: Iterable[Problem], placed: Callable[[Problem], Problem] | None = None) -> None:
        """Note faults that somebody else found; `placed` says where in the file those stand that are listed."""
        for problem in problems:
            if problem.lacks in self._wrong_as_a_whole:
                self._following[problem.lacks] += 1
                continue
            self.count += 1
            if len(self.problems) < MOST_LISTED:
                self.problems.append(problem if placed is None else under_heading(placed(problem)))

    def raise_if_any(self) -> None:
        """Invalid with all problems, the last of which says how many more there are."""
        if not self.count and not self._following:
            return
        problems = self._with_causes()
        if self.count > len(self.problems):
            problems.append(
                Problem(Said("… and %(count)s more faults.", count=self.count - len(self.problems)), code="more")
            )
        raise Invalid(problems)

    def _with_causes(self) -> list[Problem]:
        """What others follow from stands first, with their count."""
        causes = []
        others = list(self.problems)
        for sheet, problem in self._wrong_as_a_whole.items():
            if not self._following[sheet]:
                continue
            said = Said(
                "%(message)s Rows that name its codes follow from this: %(count)s.",
                message=problem.message,
                count=self._following[sheet],
            )
            others = [other for other in others if other is not problem]
            causes.append(replace(problem, message=said))
        return [*causes, *others]
