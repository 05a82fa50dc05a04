"""What a file says besides its headline: values of the members of a dimension, one for each member and period."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hoshin.base.periods import Frequency
from hoshin.base.wordings import Said
from hoshin.exchange.series.catalogue import Definition
from hoshin.exchange.series.headline import Observation, SeriesColumns, chosen_of, observation_of, wanted_cells
from hoshin.exchange.series.mapping import DimensionMap, FilesMap
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.numerals import Mark
from hoshin.exchange.workbook.tables import Table

_LONGEST_CODE, _LONGEST_NAME = 60, 300
_NO_CODE, _DASHES = re.compile(r"[^A-Z0-9]+"), re.compile("[\u2010-\u2015]")


@dataclass(frozen=True, slots=True)
class MemberSeries:
    """A measure by a dimension: members by their codes, each with its name and its observations in order."""

    definition: Definition
    dimension: DimensionMap
    members: dict[str, tuple[str, list[Observation]]]


def member_series(
    table: Table,
    files: FilesMap,
    dimensions: Sequence[DimensionMap],
    definition: Definition,
    frequency: Frequency,
    faults: Faults,
    warnings: list[str],
) -> list[MemberSeries]:
    """The file by each dimension of which it has a column; what is split by anything else as well is no member's total.

    A row is a member's where its column names no total and all others that split are empty or name one.
    """
    columns = SeriesColumns(table, files)
    if not columns.has(files.period) or not columns.has(files.value):
        return []
    wanted = wanted_cells(columns, files, definition, [])
    rows = [(number, row) for number, row in zip(table.numbers, table.rows, strict=True) if columns.holds(row, wanted)]
    split_by, found = columns.splitting(wanted), []
    mark = Mark.COMMA if table.decimal_comma else Mark.POINT
    for dimension in dimensions:
        own = next((header for header in dimension.columns if columns.has(header)), "")
        if not own or (dimension.measures and definition.code.casefold() not in dimension.measures):
            continue
        others = [header for header in split_by if header.strip().casefold() != own.casefold()]
        members: dict[str, tuple[str, list[Observation]]] = {}
        for number, row in rows:
            cell = columns.text(row, own)
            if not cell or cell in files.totals or any(not _is_whole(columns.text(row, one), files) for one in others):
                continue
            observation = observation_of(columns, row, number, files, frequency, mark, faults)
            name = cell.removeprefix(dimension.without).strip()[:_LONGEST_NAME]
            if observation is not None and (code := code_of(name)):
                members.setdefault(code, (name, []))[1].append(observation)
        if members:
            kept = {code: (name, _one_each(many, files.several)) for code, (name, many) in members.items()}
            found.append(MemberSeries(definition, dimension, kept))
            warnings += _doubled(definition, dimension, members, kept)
    return found


def code_of(name: str) -> str:
    """A code for a member that a file knows by its name alone.

    >>> code_of("Québec, Quebec"), code_of("St. Catharines–Niagara, Ontario")
    ('QUEBEC-QUEBEC', 'ST-CATHARINES-NIAGARA-ONTARIO')
    """
    plain = unicodedata.normalize("NFKD", _DASHES.sub("-", name)).encode("ascii", "ignore").decode()
    return _NO_CODE.sub("-", plain.upper()).strip("-")[:_LONGEST_CODE].strip("-")


def parents_among(dimension: DimensionMap, names: Iterable[str]) -> dict[str, str]:
    """Of members by their codes what they are part of, by its code.

    As the mapping says; else `Halifax, Nova Scotia` is part of `Nova Scotia`, and `Lowest fifth, under 35` of `Lowest
    fifth`, where these are members and `parts` is the comma.
    """
    known = {code_of(name): name for name in names}
    found = {code_of(one): code_of(other) for one, other in dimension.parents.items()}
    for code, name in known.items():
        if not dimension.parts or code in found or dimension.parts not in name:
            continue
        first, _, last = name.partition(dimension.parts)
        above = next((code_of(part) for part in (last, first) if code_of(part) in known and code_of(part) != code), "")
        if above:
            found[code] = above
    return {one: other for one, other in found.items() if one in known and other in known and one != other}


def _is_whole(cell: str, files: FilesMap) -> bool:
    return not cell or cell in files.totals


def _one_each(observations: Sequence[Observation], several: str) -> list[Observation]:
    by_period: dict[date, list[Observation]] = {}
    for observation in observations:
        by_period.setdefault(observation.period, []).append(observation)
    return [chosen_of(group, several) for _, group in sorted(by_period.items())]


def _doubled(
    definition: Definition,
    dimension: DimensionMap,
    members: dict[str, tuple[str, list[Observation]]],
    kept: dict[str, tuple[str, list[Observation]]],
) -> Iterable[Said]:
    """That values were told apart by nothing that the mapping names, of which one was taken."""
    count = sum(len(many) for _, many in members.values()) - sum(len(one) for _, one in kept.values())
    if count:
        yield Said(
            "%(definition)s by %(dimension)s: %(count)s further values of the same member and period were left out.",
            definition=definition.code,
            dimension=dimension.code,
            count=count,
        )
