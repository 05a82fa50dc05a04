"""What a mapping of published series does, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base.errors import NotFound
from hoshin.exchange.series import SeriesMap, bundled_mappings, kept_mappings, parse_mapping


@dataclass(frozen=True, slots=True)
class MappingShown:
    """A mapping as it is listed: `used_at` is None for one that comes with Hoshin and was never used."""

    name: str
    title: str
    words: list[str]
    text: str
    used_at: datetime | None


def mappings_shown() -> list[MappingShown]:
    """All mappings that an import can use: those used here, the last used first, then those that come with Hoshin."""
    bundled = {mapping.name.casefold(): mapping for mapping in bundled_mappings()}
    shown = []
    for kept in kept_mappings():
        own = bundled.pop(kept.name.casefold(), None)
        mapping = parse_mapping(kept.text, place=kept.name) if kept.text else own
        if mapping is not None:
            shown.append(_shown(mapping, kept.used_at))
    return [*shown, *(_shown(mapping, None) for mapping in bundled.values())]


def mapping_named(name: str) -> MappingShown:
    """The mapping of that name. NotFound."""
    shown = mappings_shown()
    found = next((mapping for mapping in shown if mapping.name.casefold() == name.casefold()), None)
    if found is None:
        raise NotFound("mapping", name, known=[mapping.name for mapping in shown])
    return found


def mapping_words(mapping: SeriesMap) -> list[str]:
    """Sentences: where the measures are listed, how a value is found, which rows count, where it all goes."""
    return [_measures(mapping), _values(mapping), _headline(mapping), _place(mapping)]


def _measures(mapping: SeriesMap) -> str:
    listed = len(mapping.listed)
    if mapping.catalogue is None:
        return ngettext(
            "It names %(count)s measure itself, with its file.",
            "It names %(count)s measures itself, each with its file.",
            listed,
        ) % {"count": listed}
    said = {"file": mapping.catalogue.file, "code": mapping.catalogue.columns["code"]}
    return _("A row of %(file)s is a measure, with its code in column “%(code)s”.") % said


def _values(mapping: SeriesMap) -> str:
    said = {"period": mapping.files.period, "value": mapping.files.value}
    return _("In each file the period stands in column “%(period)s” and the value in “%(value)s”.") % said


def _headline(mapping: SeriesMap) -> str:
    files = mapping.files
    wanted = [f"{column} = {value}" for column, value in files.where.items()]
    chosen = [column for column in (files.series, files.units) if column]
    parts = []
    if wanted:
        parts.append(_("those with %(wanted)s") % {"wanted": ", ".join(wanted)})
    if chosen:
        parts.append(_("those whose “%(columns)s” the list names") % {"columns": "” and “".join(chosen)})
    parts.append(_("those whose other columns are empty"))
    tail = {
        "fault": _("Two values for a period are a fault."),
        "first": _("Of several values for a period the first counts."),
        "last": _("Of several values for a period the last counts."),
        "mean": _("Of several values for a period the mean counts."),
    }[files.several]
    return _("The rows that count are %(parts)s.") % {"parts": _(" and ").join(parts)} + " " + tail


def _place(mapping: SeriesMap) -> str:
    said = {"plan": mapping.plan.name, "count": len(mapping.perspectives)}
    if not mapping.perspectives:
        return _("Goals become objectives of the plan “%(plan)s”.") % said
    return (
        ngettext(
            "Goals become objectives in one perspective of the plan “%(plan)s”.",
            "Goals become objectives in %(count)s perspectives of the plan “%(plan)s”.",
            said["count"],
        )
        % said
    )


def _shown(mapping: SeriesMap, used_at: datetime | None) -> MappingShown:
    return MappingShown(mapping.name, mapping.title, mapping_words(mapping), mapping.text, used_at)
