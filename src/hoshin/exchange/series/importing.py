"""Imports published series: reads everything, names every fault at once, and writes all of it or nothing."""

from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import connection

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid, did_you_mean
from hoshin.base.periods import Frequency
from hoshin.base.progress import TellProgress
from hoshin.base.wordings import Said
from hoshin.exchange.models import SeriesMapping
from hoshin.exchange.result import ImportResult
from hoshin.exchange.series.catalogue import Definition, definitions_in
from hoshin.exchange.series.choice import Chosen, as_text, bundled_mappings, find_mapping
from hoshin.exchange.series.differences import differences_of
from hoshin.exchange.series.headline import Observation, cannot_choose, headline_of
from hoshin.exchange.series.member_writing import write_members
from hoshin.exchange.series.members import MemberSeries, member_series
from hoshin.exchange.series.source import Source, opened
from hoshin.exchange.series.writing import write_series
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.read_csv import read_csv
from hoshin.exchange.workbook.tables import Table

# The number under which every kind of import waits for the others, workbooks included.
_LOCK = 0x686F7368


class _Tried(Exception):
    """Carries the result of a dry run out of the transaction that it rolls back."""

    def __init__(self, result: ImportResult):
        self.result = result


@dataclass(slots=True)
class _Draft:
    """What was read, before anything is written."""

    chosen: Chosen
    series: list[tuple[Definition, list[Observation]]]
    members: list[MemberSeries]
    warnings: list[str]


def import_series(
    actor: Actor,
    path: Path | str,
    *,
    mapping: Path | str | None = None,
    dry_run: bool = False,
    progress: TellProgress | None = None,
) -> ImportResult:
    """Import a folder, a .zip of one, or a single file of a source known here; the same again changes nothing.

    `mapping` is a name or a .toml file; without it the folder's series.toml or a mapping that fits is taken. A dry run
    says what would change. Invalid: all faults, with file, row, column, value and remedy. `progress` hears
    (files done, files in all, file).
    """
    require(actor, Right.IMPORT)
    with opened(path) as source:
        draft = _read(source, mapping, progress)
    name = draft.chosen.mapping.title
    try:
        with act(actor, "import_series", name=name) as running:
            _one_import_at_a_time()
            outcomes, warnings = write_series(actor, draft.chosen.mapping, draft.series)
            by_members, sums = write_members(actor, draft.members)
            told = [*draft.warnings, *warnings, *sums]
            result = ImportResult(outcomes | by_members, told, differences_of(running.id))
            if dry_run:
                raise _Tried(result)
            total = result.total
            if running.verb == "import_series":
                running.say(**asdict(total))
            _keep(draft.chosen, has_news=bool(total.created or total.changed))
            return result
    except _Tried as tried:
        return tried.result


def _one_import_at_a_time() -> None:
    # The same lock as that of workbooks: what was compared must still hold when it is written.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _read(source: Source, wanted: Path | str | None, progress: TellProgress | None) -> _Draft:
    chosen = find_mapping(source, wanted)
    faults, warnings = Faults(), list[str]()
    series: list[tuple[Definition, list[Observation]]] = []
    members: list[MemberSeries] = []
    tables: dict[Path, Table | None] = {}
    definitions = definitions_in(chosen.mapping, chosen.catalogue, faults)
    for done, definition in enumerate(definitions):
        if progress is not None:
            progress(done, len(definitions), definition.file)
        if not definition.file and not source.only:
            warnings.append(
                Said("%(definition)s: the catalogue names no file, so there are no values.", definition=definition.code)
            )
            series.append((definition, []))
            continue
        path = source.path_of(definition.file)
        if path is None:
            if not source.only:
                _note_missing(source, chosen, definition, faults)
            continue
        if path not in tables:
            tables[path] = _table(path, definition.file, faults, warnings)
        table = tables[path]
        if table is not None:
            frequency, mapping = Frequency(chosen.mapping.measure.frequency), chosen.mapping
            observations = headline_of(table, mapping.files, definition, frequency, faults, warnings)
            series.append((definition, observations))
            members += member_series(table, mapping.files, mapping.dimensions, definition, frequency, faults, warnings)
    cannot_choose([table for table in tables.values() if table is not None], chosen.mapping.files.where, faults)
    if progress is not None:
        progress(len(definitions), len(definitions), Said("saving"))
    faults.raise_if_any()
    if not series:
        raise Invalid("There is no measure to import.", remedy="Look whether the catalogue has rows.")
    return _Draft(chosen, series, members, warnings)


def _note_missing(source: Source, chosen: Chosen, definition: Definition, faults: Faults) -> None:
    catalogue = chosen.mapping.catalogue
    hint = did_you_mean(source.like(definition.file))
    faults.add(
        definition.sheet,
        definition.row,
        catalogue.columns["file"] if catalogue else "file",
        definition.file,
        Said("The file of %(definition)s is not there.", definition=definition.code),
        hint or Said("Put it into %(folder)s, or correct its name.", folder=source.folder.name),
        code="file",
    )


def _table(path: Path, name: str, faults: Faults, warnings: list[str]) -> Table | None:
    try:
        table = read_csv(path)
    except Invalid as error:
        faults.adopt(error.problems)
        return None
    table.name = name
    # How its text was decoded, where its headings were found, and what was left alone.
    warnings += table.notices
    return table


def _keep(chosen: Chosen, *, has_news: bool) -> None:
    """Remember the mapping and its catalogue, so that next year's files need neither."""
    mapping = chosen.mapping
    # A bundled mapping is kept by its name alone, so that a later release may better it.
    is_bundled = mapping.text in [bundled.text for bundled in bundled_mappings()]
    values = {
        "title": mapping.title,
        "text": "" if is_bundled else mapping.text,
        "catalogue": as_text(chosen.catalogue),
    }
    kept = SeriesMapping.objects.filter(name__iexact=mapping.name).first() or SeriesMapping(name=mapping.name)
    if kept.pk and not has_news and all(getattr(kept, field) == value for field, value in values.items()):
        return
    for field, value in values.items():
        setattr(kept, field, value)
    kept.used_at = clock.now()
    kept.save()
