"""A mapping: what the columns of a source's files mean, and the plan that its series are put in."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hoshin.base.errors import Invalid
from hoshin.base.periods import Frequency
from hoshin.base.wordings import Said
from hoshin.exchange.series.toml_keys import Keys
from hoshin.measures.models import Aggregation, Direction, ScoringMethod
from hoshin.strategy.choices import Provenance, StatusScale
from hoshin.strategy.rows import PlanRow

# What a catalogue (or a measure listed in the mapping) can say of a measure.
MEASURE_KEYS = (
    "code",
    "name",
    "goal_code",
    "goal_name",
    "description",
    "unit_of_measure",
    "direction",
    "base_year",
    "target",
    "target_year",
    "natural_limit",
    "series",
    "units",
    "source",
    "file",
)
PERIOD_FORMS = ("first_year", "written")
SEVERAL = ("fault", "first", "last", "mean")


@dataclass(frozen=True, slots=True)
class CatalogueMap:
    """The file with a row per measure; `columns` names its column for each of `MEASURE_KEYS` that it has."""

    file: str
    columns: Mapping[str, str]
    directions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FilesMap:
    """How a data file is read; see the guide for what each key says."""

    period: str
    value: str
    period_form: str
    series: str
    units: str
    ignored: tuple[str, ...]
    where: Mapping[str, str]
    missing: frozenset[str]
    several: str
    totals: frozenset[str]


@dataclass(frozen=True, slots=True)
class DimensionMap:
    """A dimension that files are split by; see the guide for what each key says."""

    code: str
    name: str
    columns: tuple[str, ...]
    measures: frozenset[str]
    sums: frozenset[str]
    without: str
    parts: str
    parents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MeasureDefaults:
    """What holds for every measure unless the catalogue says otherwise."""

    method: str
    frequency: str
    direction: str
    aggregation: str
    base_year: int | None
    target_year: int | None
    decimals: int | None
    source: str


@dataclass(frozen=True, slots=True)
class PerspectiveMap:
    """A perspective and the goals that it gathers."""

    code: str
    name: str
    description: str
    weight: float
    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeriesMap:
    """A mapping as read; `listed` are the measures that stand in it where there is no catalogue.

    `goal_names` are the goals of the strategy itself by code, also those that no measure serves yet.
    """

    name: str
    title: str
    text: str
    catalogue: CatalogueMap | None
    listed: tuple[Mapping[str, Any], ...]
    files: FilesMap
    measure: MeasureDefaults
    plan: PlanRow
    plan_keys: frozenset[str]
    objective_code: str
    goal_names: Mapping[str, str]
    perspectives: tuple[PerspectiveMap, ...]
    dimensions: tuple[DimensionMap, ...]


def parse_mapping(text: str, *, place: str = "the mapping") -> SeriesMap:
    """Read a mapping. Invalid: all that is wrong with it; keys that are misspelt get near matches."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Invalid(
            Said("%(place)s is no TOML: %(error)s.", place=place, error=error),
            remedy="Compare it with the example in the guide.",
        ) from None
    keys = Keys(raw, place)
    name = keys.text("name")
    objectives = keys.table("objectives")
    found = SeriesMap(
        name=name,
        title=keys.text("title", name),
        text=text,
        catalogue=_catalogue(keys.table("catalogue")) if "catalogue" in raw else None,
        listed=tuple(_listed(entry) for entry in keys.tables("measures")),
        files=_files(keys.table("files")),
        measure=_measure(keys.table("measure")),
        plan=_plan(plan := keys.table("plan")),
        plan_keys=frozenset(plan.given),
        objective_code=_objective_code(objectives),
        goal_names=objectives.texts_by_name("names"),
        perspectives=tuple(_perspective(entry) for entry in keys.tables("perspectives")),
        dimensions=tuple(_dimension(entry) for entry in keys.tables("breakdowns")),
    )
    if found.catalogue is None and not found.listed:
        keys.fault(
            "catalogue", "Nothing says which measures there are.", "Add [catalogue], or [[measures]] one by one."
        )
    keys.finish()
    return found


def _catalogue(keys: Keys) -> CatalogueMap:
    columns = keys.table("columns")
    columns.asked.update(MEASURE_KEYS)
    named = {key: columns.text(key) for key in MEASURE_KEYS if key in columns.raw}
    for key in ("code", "file"):
        if key not in named:
            columns.fault(key, "The catalogue needs a column for it.", Said('Write %(key)s = "its header".', key=key))
    directions = keys.texts_by_name("directions")
    for word, direction in directions.items():
        if direction not in Direction.values:
            keys.fault(
                "directions",
                Said("%(word)s cannot mean %(direction)s.", word=word, direction=direction),
                Said("Use one of %(values)s.", values=", ".join(Direction.values)),
            )
    return CatalogueMap(keys.text("file", "catalogue.csv"), named, directions)


def _listed(keys: Keys) -> dict[str, Any]:
    keys.text("code")
    keys.text("file")
    entry: dict[str, Any] = {key: str(keys.any(key)) for key in MEASURE_KEYS if key in keys.raw}
    entry["where"] = keys.texts_by_name("where")
    return entry


def _files(keys: Keys) -> FilesMap:
    return FilesMap(
        period=keys.text("period"),
        value=keys.text("value"),
        period_form=keys.choice("period_form", PERIOD_FORMS, "first_year"),
        series=keys.text("series", ""),
        units=keys.text("units", ""),
        ignored=keys.texts("ignored"),
        where=keys.texts_by_name("where"),
        missing=frozenset(keys.texts("missing")),
        several=keys.choice("several", SEVERAL, "fault"),
        totals=frozenset(keys.texts("totals")),
    )


def _measure(keys: Keys) -> MeasureDefaults:
    return MeasureDefaults(
        method=keys.choice("method", ScoringMethod.values, ScoringMethod.OPEN_SDG),
        frequency=keys.choice("frequency", list(Frequency), Frequency.ANNUAL),
        direction=keys.choice("direction", Direction.values, Direction.HIGHER),
        aggregation=keys.choice("aggregation", Aggregation.values, Aggregation.LAST),
        base_year=keys.whole("base_year"),
        target_year=keys.whole("target_year"),
        decimals=keys.whole("decimals"),
        source=keys.text("source", ""),
    )


def _plan(keys: Keys) -> PlanRow:
    return PlanRow(
        code=keys.text("code"),
        name=keys.text("name"),
        vision=keys.text("vision", ""),
        mission=keys.text("mission", ""),
        values=keys.texts("values"),
        starts_on=keys.day("starts_on"),
        ends_on=keys.day("ends_on"),
        frequency=keys.choice("frequency", list(Frequency), Frequency.ANNUAL),
        status_scale=keys.choice("status_scale", StatusScale.values, StatusScale.PROGRESS),
        red_below=keys.number("red_below", 40.0),
        green_from=keys.number("green_from", 70.0),
        min_coverage=keys.number("min_coverage", 0.0),
        close_lag_days=keys.whole("close_lag_days", 365),
        provenance=keys.choice("provenance", Provenance.values, Provenance.PUBLISHED),
        attribution=keys.text("attribution", ""),
        position=keys.whole("position", 0),
    )


def _objective_code(keys: Keys) -> str:
    code = keys.text("code", "{goal}")
    if "{goal}" not in code:
        keys.fault(
            "code", "Every objective would have the same code.", 'Write {goal} where the goal goes: "SDG{goal}".'
        )
    return code


def _perspective(keys: Keys) -> PerspectiveMap:
    return PerspectiveMap(
        keys.text("code"),
        keys.text("name"),
        keys.text("description", ""),
        keys.number("weight", 1.0),
        keys.texts("goals"),
    )


def _dimension(keys: Keys) -> DimensionMap:
    return DimensionMap(
        code=keys.text("dimension"),
        name=keys.text("name"),
        columns=keys.texts("columns"),
        measures=frozenset(code.casefold() for code in keys.texts("measures")),
        sums=frozenset(code.casefold() for code in keys.texts("sums")),
        without=keys.text("without", ""),
        parts=keys.text("parts", ""),
        parents=keys.texts_by_name("parents"),
    )
