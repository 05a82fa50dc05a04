"""What a file aims at: where little was seen of a measure, the numbers of its targets say which of its values are odd."""

from collections.abc import Hashable, Mapping
from dataclasses import replace

from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book
from hoshin.measures.models import Target
from hoshin.measures.plausibility import Known

_Place = tuple[str, str]


def aimed_at(book: Book, ids: Mapping[_Place, Hashable], known: Mapping[Hashable, Known]) -> dict[Hashable, Known]:
    """What is known of measures and units for which the file has targets, with the sizes of these.

    `ids` are those of measures and units by their codes. What a file says of a unit counts before what it says of all.
    """
    sizes = _sizes(book)
    if not sizes:
        return {}
    found: dict[Hashable, Known] = {}
    for (measure, unit), place in ids.items():
        of_file = sizes.get((folded_code(measure), folded_code(unit))) or sizes.get((folded_code(measure), ""))
        if of_file:
            found[place] = replace(known.get(place, Known()), wanted=of_file)
    return found


def _sizes(book: Book) -> dict[_Place, tuple[float, float]]:
    """The smallest and largest size of the numbers in the targets of a file that are not 0, by measure and unit."""
    draft = book.drafts.get("targets")
    found: dict[_Place, tuple[float, float]] = {}
    for name in Target.VALUES if draft is not None else ():
        if draft is None or name == "tolerance" or name not in draft.given:
            continue
        for measure, unit, number in zip(draft.cells("measure"), draft.cells("unit"), draft.given[name], strict=True):
            if measure and number:
                place, size = (folded_code(measure), folded_code(unit or "")), abs(float(number))
                least, most = found.get(place, (size, size))
                found[place] = min(least, size), max(most, size)
    return found
