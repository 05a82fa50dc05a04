"""Cells in percent, read as numbers in the unit of the measure whose values they are."""

from collections.abc import Sequence

from hoshin.base.drafts import Book, Draft
from hoshin.base.percentages import Percentage
from hoshin.base.wordings import Said
from hoshin.measures.assembly import scale_of


def scales_of(book: Book) -> dict[str, float]:
    """What one of its unit is, by the folded code of each measure of the file or the installation."""
    units, ignoring = book.values("measures", "unit_of_measure"), book.values("measures", "ignores_scale")
    return {code: scale_of(unit, ignoring[code]) for code, unit in units.items()}


def in_units(
    draft: Draft, book: Book, column: str, measures: Sequence[str], scales: Sequence[float]
) -> list[float | None]:
    """The cells of a column as plain numbers, those in percent in the unit of their measure.

    Where the unit is no share, 75 % is 0.75, and a notice says so.
    """
    cells = draft.cells(column)
    if Percentage not in set(map(type, cells)):
        return list(cells)
    found: list[float | None] = []
    plain: dict[str, float] = {}
    for cell, measure, scale in zip(cells, measures, scales, strict=True):
        if isinstance(cell, Percentage):
            found.append(cell.in_unit(scale))
            if scale == 1.0:
                plain.setdefault(measure, float(cell))
        else:
            found.append(cell)
    for measure, value in plain.items():
        book.notices.append(
            Said(
                "Sheet %(sheet)s: %(percent)s %% of %(measure)s in column %(column)s is taken as %(value)s, "
                "since its unit of measure is not %%.",
                sheet=draft.place,
                percent=f"{value * 100:g}",
                measure=measure,
                column=column,
                value=f"{value:g}",
            )
        )
    return found
