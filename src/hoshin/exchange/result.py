"""What an import did, or would do: the same shape for every way in."""

from dataclasses import dataclass, field

from hoshin.base.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that an import changes, or adds (then `before` is empty), as text for people. `is_new`: so is its row."""

    sheet: str
    code: str
    field: str
    before: str
    after: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class ImportResult:
    """Counts per sheet, what deserves a look although nothing is wrong, and the first differences, sheet by sheet.

    `moved`: of sheets with foremost columns, how many known rows change in each of them.
    """

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    moved: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def total(self) -> Outcome:
        return sum(self.outcomes.values(), Outcome())
