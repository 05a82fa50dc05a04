"""Imports published series: reads everything, names every fault at once, and writes all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.periods import Frequency
from hoshin.exchange.models import SeriesMapping
from hoshin.exchange.result import ImportResult
from hoshin.exchange.series.catalogue import Definition, definitions_in
from hoshin.exchange.series.choice import Chosen, as_text, find_mapping
from hoshin.exchange.series.differences import differences_of
from hoshin.exchange.series.headline import Observation, headline_of
from hoshin.exchange.series.source import Source, opened
from hoshin.exchange.series.writing import write_series
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.read_csv import read_csv
from hoshin.exchange.workbook.tables import Table

Progress = Callable[[int, int], None]
Series = list[tuple[Definition, list[Observation]]]


class _Tried(Exception):
    """Carries the result of a dry run out of the transaction that it rolls back."""

    def __init__(self, result: ImportResult):
        self.result = result


@dataclass(slots=True)
class _Draft:
    """What was read, before anything is written."""

    chosen: Chosen
    series: Series
    warnings: list[str]


def import_series(
    actor: Actor,
    path: Path | str,
    *,
    mapping: Path | str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportResult:
    """Import a folder, a .zip of one, or a single file of a source known here; the same again changes nothing.

    `mapping` is a name or a .toml file; without it the folder's series.toml or a mapping that fits is taken. A dry run
    says what would change. Invalid: all faults, with file, row, column, value and remedy. `progress` counts files.
    """
    require(actor, Right.IMPORT)
    with opened(path) as source:
        draft = _read(source, mapping, progress)
    name = draft.chosen.mapping.title
    try:
        with act(actor, "import_series", summary=f"Imported published series: {name}") as running:
            outcomes, warnings = write_series(actor, draft.chosen.mapping, draft.series)
            result = ImportResult(outcomes, [*draft.warnings, *warnings], differences_of(running.id))
            if dry_run:
                raise _Tried(result)
            _keep(draft.chosen)
            return result
    except _Tried as tried:
        return tried.result


def _read(source: Source, wanted: Path | str | None, progress: Progress | None) -> _Draft:
    chosen = find_mapping(source, wanted)
    faults, warnings = Faults(), list[str]()
    series: Series = []
    tables: dict[Path, Table | None] = {}
    definitions = definitions_in(chosen.mapping, chosen.catalogue, faults)
    for done, definition in enumerate(definitions):
        if progress is not None:
            progress(done, len(definitions))
        if not definition.file and not source.only:
            warnings.append(f"{definition.code}: the catalogue names no file, so there are no values.")
            series.append((definition, []))
            continue
        path = source.path_of(definition.file)
        if path is None:
            if not source.only:
                _note_missing(source, chosen, definition, faults)
            continue
        if path not in tables:
            tables[path] = _table(path, definition.file, faults)
        table = tables[path]
        if table is not None:
            frequency = Frequency(chosen.mapping.measure.frequency)
            observations = headline_of(table, chosen.mapping.files, definition, frequency, faults, warnings)
            series.append((definition, observations))
    if progress is not None:
        progress(len(definitions), len(definitions))
    faults.raise_if_any()
    if not series:
        raise Invalid("There is no measure to import.", remedy="Look whether the catalogue has rows.")
    return _Draft(chosen, series, warnings)


def _note_missing(source: Source, chosen: Chosen, definition: Definition, faults: Faults) -> None:
    catalogue = chosen.mapping.catalogue
    near = source.like(definition.file)
    faults.add(
        definition.sheet,
        definition.row,
        catalogue.columns["file"] if catalogue else "file",
        definition.file,
        f"The file of {definition.code} is not there.",
        f"Did you mean {' or '.join(near)}?" if near else f"Put it into {source.folder.name}, or correct its name.",
        code="file",
    )


def _table(path: Path, name: str, faults: Faults) -> Table | None:
    try:
        table = read_csv(path)
    except Invalid as error:
        faults.adopt(error.problems)
        return None
    table.name = name
    return table


def _keep(chosen: Chosen) -> None:
    """Remember the mapping and its catalogue, so that next year's files need neither."""
    mapping = chosen.mapping
    values = {
        "title": mapping.title,
        "text": mapping.text,
        "catalogue": as_text(chosen.catalogue),
        "used_at": clock.now(),
    }
    SeriesMapping.objects.update_or_create(
        name__iexact=mapping.name, defaults=values, create_defaults=values | {"name": mapping.name}
    )
