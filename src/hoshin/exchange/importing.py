"""One way in for every face: a workbook or published series, told apart by what lies at the path."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.models import Means
from hoshin.audit.services import act
from hoshin.base.errors import HoshinError, Invalid, NotFound
from hoshin.base.outcome import Outcome
from hoshin.base.progress import TellProgress
from hoshin.base.wordings import Said
from hoshin.exchange.result import ImportResult
from hoshin.exchange.series import import_series, is_series
from hoshin.exchange.workbook.foreign import refuse_foreign
from hoshin.exchange.workbook.guessing import has_headings_of_a_sheet
from hoshin.exchange.workbook.importing import import_workbook
from hoshin.exchange.workbook.mending import Mend
from hoshin.exchange.workbook.read import read
from hoshin.exchange.workbook.sheets import sheets
from hoshin.exchange.workbook.tables import folded

_WORKBOOKS = (".xlsx", ".xlsm")


class _Tried(Exception):
    """Rolls back what a dry run of several paths did."""


def import_path(
    actor: Actor,
    path: Path | str,
    *,
    mapping: Path | str | None = None,
    dry_run: bool = False,
    progress: TellProgress | None = None,
    mends: Sequence[Mend] = (),
) -> ImportResult:
    """Import a workbook (.xlsx, folder of sheets, one sheet) or published series (folder, .zip, one file of them).

    A mapping, a `series.toml` in the folder, or a catalogue that a known mapping fits makes it series. All or nothing;
    a dry run says what would change. `progress` hears (done, of how many, what). `mends` were chosen for a
    workbook. Denied; NotFound; Invalid: all faults.
    """
    require(actor, Right.IMPORT)
    path = Path(path).expanduser()
    if not path.exists():
        raise NotFound("file or folder", str(path), known=_neighbours(path))
    actor = actor.acting_through(Means.IMPORT, path.name)
    with _memory_kept():
        if not _holds_series(path, mapping):
            return import_workbook(actor, path, dry_run=dry_run, progress=progress, mends=mends)
        return import_series(actor, path, mapping=mapping, dry_run=dry_run, progress=progress)


def import_paths(
    actor: Actor,
    paths: Sequence[Path | str],
    *,
    mapping: Path | str | None = None,
    dry_run: bool = False,
    progress: TellProgress | None = None,
    mends: Sequence[Mend] = (),
) -> ImportResult:
    """Import several paths in their order as one step: all or none. What later ones need, earlier ones may bring."""
    if len(paths) == 1:
        return import_path(actor, paths[0], mapping=mapping, dry_run=dry_run, progress=progress, mends=mends)
    names = ", ".join(Path(path).name for path in paths)
    actor = actor.acting_through(Means.IMPORT, names)
    results: list[ImportResult] = []
    try:
        with act(actor, "import", name=names):
            for path in paths:
                results.append(_placed(actor, path, mapping, progress, mends))
            if dry_run:
                raise _Tried
    except _Tried:
        pass
    return _merged(results)


@contextmanager
def _memory_kept() -> Iterator[None]:
    """Within, nothing looks for cycles among objects: an import makes millions without any, and a third of its time went."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _placed(
    actor: Actor, path: Path | str, mapping: Path | str | None, progress: TellProgress | None, mends: Sequence[Mend]
) -> ImportResult:
    try:
        return import_path(actor, path, mapping=mapping, progress=progress, mends=mends)
    except HoshinError as error:
        error.add_note(Said("In %(path)s. Nothing of the other paths was imported either.", path=path))
        raise


def _merged(results: Sequence[ImportResult]) -> ImportResult:
    outcomes: dict[str, Outcome] = {}
    for result in results:
        for sheet, outcome in result.outcomes.items():
            outcomes[sheet] = outcomes.get(sheet, Outcome()) + outcome
    warnings = list(dict.fromkeys(warning for result in results for warning in result.warnings))
    differences = list(dict.fromkeys(difference for result in results for difference in result.differences))
    moved = {sheet: counts for result in results for sheet, counts in result.moved.items()}
    return ImportResult(outcomes, warnings, differences, moved)


def _holds_series(path: Path, mapping: Path | str | None) -> bool:
    if path.suffix.casefold() in _WORKBOOKS:
        if mapping is not None:
            raise Invalid(
                Said("%(path)s is a workbook, which needs no mapping.", path=path.name),
                field="mapping",
                value=str(mapping),
                remedy="Leave the mapping out, or give the folder of the series.",
            )
        return False
    if path.suffix.casefold() == ".zip":
        # A workbook is packed in the same way, and would be unpacked to find nothing.
        refuse_foreign(path)
    if mapping is not None or path.suffix.casefold() == ".zip" or (path / "series.toml").is_file():
        return True
    files = [path] if path.is_file() else list(path.glob("*.csv"))
    known = {folded(name) for name in sheets()}
    named = [folded(file.stem) in known for file in files]
    if any(named):
        # A folder of nothing but sheets need not be read to know what it is.
        return path.is_dir() and not all(named) and is_series(path)
    if not files or not (path.is_dir() or path.suffix.casefold() == ".csv"):
        return False
    # Neither is known by its name. Sheets that bear other names are told by their headings; of all else series explain what
    # they look for, as a folder of unknown files is more often a source than a workbook.
    return is_series(path) or not _has_headings_of_sheets(path)


def _has_headings_of_sheets(path: Path) -> bool:
    try:
        return any(map(has_headings_of_a_sheet, read(path).tables))
    except Invalid:
        return False


def _neighbours(path: Path) -> list[str]:
    try:
        return [str(path.parent / entry.name) for entry in sorted(path.parent.iterdir())[:500]]
    except OSError:
        return []
