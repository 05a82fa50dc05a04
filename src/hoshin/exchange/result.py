"""What an import did, or would do: the same shape for every way in."""

from dataclasses import dataclass, field

from hoshin.base.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that an import changes (or adds: `before` is empty), as text for people."""

    sheet: str
    code: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """Counts per sheet, what deserves a look although nothing is wrong, and the first differences, sheet by sheet."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def total(self) -> Outcome:
        return sum(self.outcomes.values(), Outcome())
