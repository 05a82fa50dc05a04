"""Which mapping reads a source: its own, one that was named, or the one whose catalogue looks like it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath

from hoshin.base.errors import HoshinError, Invalid, NotFound
from hoshin.base.wordings import Said
from hoshin.exchange.models import SeriesMapping
from hoshin.exchange.series.catalogue import fits
from hoshin.exchange.series.mapping import CatalogueMap, SeriesMap, parse_mapping
from hoshin.exchange.series.source import Source, opened
from hoshin.exchange.workbook.tables import Table, folded

OWN = "series.toml"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A mapping and the catalogue that it goes with, None where the mapping lists its measures."""

    mapping: SeriesMap
    catalogue: Table | None


@cache
def bundled_mappings() -> tuple[SeriesMap, ...]:
    """The mappings that come with Hoshin, read once."""
    texts = [file for file in files("hoshin.exchange.published").iterdir() if file.name.endswith(".toml")]
    return tuple(
        parse_mapping(file.read_text("utf-8"), place=file.name) for file in sorted(texts, key=lambda file: file.name)
    )


def kept_mappings() -> list[SeriesMapping]:
    """The mappings that were used here, the last used first."""
    return list(SeriesMapping.objects.order_by("-used_at"))


def is_series(path: Path | str) -> bool:
    """Whether a folder, .zip or .csv can be read as published series without naming a mapping."""
    try:
        with opened(path) as source:
            return find_mapping(source) is not None
    except HoshinError:
        return False


def find_mapping(source: Source, wanted: Path | str | None = None) -> Chosen:
    """The mapping to read a source with: the one wanted (a name or a file), its `series.toml`, or one that fits.

    NotFound: no mapping of that name. Invalid: none fits, with what was looked for.
    """
    if wanted is not None:
        return _with_catalogue(_named(wanted), source)
    own = source.folder / OWN
    if not source.only and own.is_file():
        return _with_catalogue(parse_mapping(_text(own), place=OWN), source)
    if source.only:
        return _of_single_file(source)
    tables = source.tables()
    candidates = [candidate for mapping in _known() if (candidate := _fitting(mapping, source, tables)) is not None]
    if not candidates:
        raise Invalid(
            Said("No mapping reads the series in %(folder)s.", folder=source.folder.name),
            remedy=Said(
                "Put a mapping called %(own)s into the folder; the guide to published series shows how. "
                "Known are: %(known)s.",
                own=OWN,
                known=", ".join(_expected(mapping) for mapping in _known()),
            ),
        )
    return max(candidates, key=lambda candidate: candidate[0])[1]


def as_text(table: Table | None) -> str:
    """A catalogue as CSV, to be kept."""
    if table is None:
        return ""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.headers)
    writer.writerows(table.rows)
    return out.getvalue()


def _named(wanted: Path | str) -> SeriesMap:
    path = Path(wanted)
    if path.suffix == ".toml":
        if not path.is_file():
            raise NotFound("mapping", str(wanted))
        return parse_mapping(_text(path), place=path.name)
    known = {mapping.name.casefold(): mapping for mapping in reversed(list(_known()))}
    if str(wanted).casefold() not in known:
        raise NotFound("mapping", str(wanted), known=[mapping.name for mapping in known.values()])
    return known[str(wanted).casefold()]


def _known() -> Iterator[SeriesMap]:
    """Mappings used here before, then those that come with Hoshin."""
    bundled = {mapping.name.casefold(): mapping for mapping in bundled_mappings()}
    for kept in kept_mappings():
        own = bundled.pop(kept.name.casefold(), None)
        if kept.text:
            yield parse_mapping(kept.text, place=f"mapping {kept.name}")
        elif own is not None:
            yield own
    yield from bundled.values()


def _with_catalogue(mapping: SeriesMap, source: Source) -> Chosen:
    if mapping.catalogue is None:
        return Chosen(mapping, None)
    if source.only:
        return Chosen(mapping, _kept_catalogue(mapping.name))
    table = _catalogue_among(source.tables(), mapping.catalogue)
    if table is None:
        wanted = ", ".join(mapping.catalogue.columns.values())
        raise Invalid(
            Said(
                "%(folder)s has no catalogue that the mapping %(mapping)s can read.",
                folder=source.folder.name,
                mapping=mapping.name,
            ),
            remedy=Said(
                "Put %(file)s there, with the columns %(wanted)s, or correct [catalogue.columns].",
                file=mapping.catalogue.file,
                wanted=wanted,
            ),
        )
    return Chosen(mapping, table)


def _fitting(mapping: SeriesMap, source: Source, tables: list[Table]) -> tuple[int, Chosen] | None:
    if mapping.catalogue is not None:
        table = _catalogue_among(tables, mapping.catalogue)
        return None if table is None else (fits(mapping.catalogue, table.headers), Chosen(mapping, table))
    there = [entry for entry in mapping.listed if source.path_of(entry.get("file", "")) is not None]
    return (len(there), Chosen(mapping, None)) if len(there) == len(mapping.listed) else None


def _catalogue_among(tables: list[Table], catalogue: CatalogueMap) -> Table | None:
    """The file that the mapping names, if its header fits, else the one whose header fits best."""
    named = PurePosixPath(catalogue.file).stem
    ranked = [(fits(catalogue, table.headers), table.name == named, table) for table in tables]
    best = max(ranked, key=lambda entry: (entry[0] > 0 and entry[1], entry[0]), default=None)
    return best[2] if best is not None and best[0] else None


def _of_single_file(source: Source) -> Chosen:
    """The mapping used before whose catalogue names a file like this one."""
    for mapping in _known():
        table = _kept_catalogue(mapping.name) if mapping.catalogue is not None else None
        names = [entry.get("file", "") for entry in mapping.listed]
        if table is not None and mapping.catalogue is not None:
            places = {folded(header): index for index, header in enumerate(table.headers)}
            at = places.get(folded(mapping.catalogue.columns["file"]))
            names += [str(row[at]) for row in table.rows if at is not None and at < len(row)]
        if any(PurePosixPath(name).name.casefold() == source.only.casefold() for name in names):
            return Chosen(mapping, table)
    raise Invalid(
        Said("No mapping used here knows a file called %(file)s.", file=source.only),
        remedy="Import the folder with its catalogue first, or give the folder.",
    )


def _kept_catalogue(name: str) -> Table | None:
    kept = SeriesMapping.objects.filter(name__iexact=name).exclude(catalogue="").first()
    if kept is None:
        return None
    rows = list(csv.reader(io.StringIO(kept.catalogue, newline="")))
    return Table("catalogue", tuple(rows[0]), list(rows[1:]), list(range(2, len(rows) + 1)))


def _expected(mapping: SeriesMap) -> str:
    what = (
        f"{mapping.catalogue.file} with {len(mapping.catalogue.columns)} columns" if mapping.catalogue else "its files"
    )
    return f"{mapping.name} ({what})"


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(Said("%(path)s is not written in UTF-8.", path=path.name), remedy="Save it as UTF-8.") from None
