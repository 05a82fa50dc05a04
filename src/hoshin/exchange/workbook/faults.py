"""Gathers everything that is wrong with a workbook, so that all of it can be mended at once."""

from collections.abc import Iterable, Mapping

from hoshin.base.errors import Invalid, Problem, near_matches

MOST_LISTED = 1_000
_MOST_LOOKED_UP = 50
_MOST_COMPARED = 20_000


class Faults:
    """Problems in the order found; beyond the most that are listed they are counted only."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.count = 0
        self._rows: set[tuple[str, int | None]] = set()
        self._near: dict[tuple[str, str], str] = {}

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
    ) -> None:
        """Note one fault."""
        self.count += 1
        self._rows.add((sheet, row))
        if len(self.problems) < MOST_LISTED:
            shown = "" if value is None else str(value)[:200]
            self.problems.append(Problem(message, code, field, shown, remedy, sheet, row))

    def has(self, sheet: str, row: int) -> bool:
        """Whether something is wrong with a row already: what follows from that need not be said as well."""
        return (sheet, row) in self._rows

    def adopt(self, problems: Iterable[Problem]) -> None:
        """Note faults that somebody else found."""
        for problem in problems:
            self.count += 1
            if len(self.problems) < MOST_LISTED:
                self.problems.append(problem)

    def did_you_mean(self, among: str, wanted: str, known: Mapping[str, str], otherwise: str) -> str:
        """The near matches as a remedy, from codes by their casefolded form.

        Comparing is slow, so it is done for the first unknown codes only.
        """
        key = (among, wanted)
        if key not in self._near:
            if len(self._near) >= _MOST_LOOKED_UP or len(known) > _MOST_COMPARED:
                return otherwise
            near = near_matches(wanted, known.values())
            self._near[key] = f"Did you mean {' or '.join(near)}?" if near else otherwise
        return self._near[key]

    def raise_if_any(self) -> None:
        """Invalid with all problems, the last of which says how many more there are."""
        if not self.count:
            return
        problems = list(self.problems)
        if self.count > len(problems):
            problems.append(Problem(f"… and {self.count - len(problems):,} more faults.", code="more"))
        raise Invalid(problems)
