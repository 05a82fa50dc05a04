"""What stands in the database, in the form that the sheets of a workbook have: for comparing and for writing out."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base.periods import Frequency, Period
from hoshin.exchange.workbook.links import COUNTS, Link
from hoshin.exchange.workbook.stored_closed import closed_period_records, official_records, override_records
from hoshin.exchange.workbook.stored_edges import edge_records, place_records
from hoshin.measures.models import Actual, Measure, Target
from hoshin.measures.selectors import measures_visible_to
from hoshin.org.selectors import organisation, people_visible_to, units_visible_to
from hoshin.strategy.models import Theme
from hoshin.strategy.selectors import (
    causal_links_visible_to,
    contributions_visible_to,
    objectives_ever_visible_to,
    perspectives_ever,
    plans_visible_to,
)

Record = dict[str, Any]


def organisation_record() -> Record | None:
    """The organisation's own columns, without those of its plan."""
    row = organisation()
    if row is None:
        return None
    return {"name": row.name, "fiscal_year_start": row.fiscal_year_start, "currency": row.currency}


def plan_records(actor: Actor) -> list[Record]:
    return [
        {
            "code": row.code,
            "name": row.name,
            "vision": row.vision,
            "mission": row.mission,
            "values": tuple(row.values),
            "start": row.starts_on,
            "end": row.ends_on,
            "frequency": row.frequency,
            "status_scale": row.status_scale,
            "red_below": row.red_below,
            "green_from": row.green_from,
            "min_coverage": row.min_coverage,
            "close_lag_days": row.close_lag_days,
            "provenance": row.provenance,
            "attribution": row.attribution,
            "order": row.position,
        }
        for row in plans_visible_to(actor)
    ]


def unit_records(actor: Actor) -> list[Record]:
    rows = units_visible_to(actor).order_by("id")
    values = rows.values_list("code", "name", "parent__code", "head__employee_id")
    return [
        {"code": code, "name": name, "parent": parent or "", "head": head or ""} for code, name, parent, head in values
    ]


def person_records(actor: Actor) -> list[Record]:
    own = ("employee_id", "name", "email", "title", "job_family", "level", "location", "fte", "start_date", "end_date")
    rows = people_visible_to(actor).order_by("id").values("skills", "manager__employee_id", "unit__code", *own)
    records = []
    for row in rows:
        row["manager"] = row.pop("manager__employee_id") or ""
        row["unit"] = row.pop("unit__code") or ""
        row["skills"] = tuple(row["skills"])
        records.append(row)
    return records


def perspective_records(actor: Actor) -> list[Record]:
    rows = perspectives_ever(actor).order_by("plan__position", "position", "id")
    fields = ("code", "name", "position", "weight", "plan__code", "description", "removed_on")
    names = ("code", "name", "order", "weight", "plan", "description", "removed_on")
    return [dict(zip(names, row, strict=True)) for row in rows.values_list(*fields)]


def theme_records(actor: Actor) -> list[Record]:
    rows = Theme.objects.filter(plan__in=plans_visible_to(actor)).order_by("plan__position", "id")
    names = ("code", "name", "plan")
    return [dict(zip(names, row, strict=True)) for row in rows.values_list("code", "name", "plan__code")]


def objective_records(actor: Actor) -> list[Record]:
    """Objectives in the order of their plans; `links` is what each serves."""
    fields = {
        "code": "code",
        "name": "name",
        "perspective": "perspective__code",
        "unit": "unit__code",
        "owner": "owner__employee_id",
        "weight": "weight",
        "start_date": "start_date",
        "due_date": "due_date",
        "visibility": "visibility",
        "description": "description",
        "theme": "theme__code",
        "plan": "plan__code",
        "order": "position",
        "removed_on": "removed_on",
    }
    rows = objectives_ever_visible_to(actor).order_by("plan__position", "plan", "position", "id")
    links = _links(actor, "objective__code")
    return _linked(rows.values_list(*fields.values()), tuple(fields), links)


def measure_records(actor: Actor) -> list[Record]:
    """Measures in the order in which they were made; `links` is what each serves."""
    names = {name: name for name in (*_MEASURE_FIELDS, "starts_on", "due_on")}
    names |= {"unit": "unit__code", "owner": "owner__employee_id", "supplier": "supplier__employee_id"}
    renamed = {"starts_on": "start_date", "due_on": "due_date"}
    rows = measures_visible_to(actor).order_by("id").values_list(*names.values())
    return _linked(rows, tuple(renamed.get(name, name) for name in names), _links(actor, "measure__code"))


_MEASURE_FIELDS = (
    "code",
    "name",
    "direction",
    "unit_of_measure",
    "frequency",
    "aggregation",
    "formula",
    "decimals",
    "description",
    "source",
    "method",
    "window",
    "window_length",
    "missing",
    "roll_up",
    "across_units",
    "trajectory",
    "natural_limit",
    "close_lag_days",
    "is_key",
)


def causal_link_records(actor: Actor) -> list[Record]:
    names = ("from", "to", "lag_months", "note")
    rows = causal_links_visible_to(actor).values_list("cause__code", "effect__code", "lag_months", "note")
    return [dict(zip(names, row, strict=True)) for row in rows]


def target_records(actor: Actor) -> list[Record]:
    """Targets by measure, unit and period."""
    rows = Target.objects.filter(measure__in=measures_visible_to(actor)).order_by(
        "measure__code", "unit__code", "starts_on", "frequency"
    )
    records = []
    for measure, unit, start, frequency, *values in rows.values_list(
        "measure__code", "unit__code", "starts_on", "frequency", *Target.VALUES
    ):
        period = Period(Frequency(frequency), start) if start else None
        numbers = dict(zip(Target.VALUES, values, strict=True))
        records.append({"measure": measure, "period": period, "unit": unit or "", **numbers})
    return records


def actual_records(actor: Actor, *, history: bool) -> Iterator[Record]:
    """Actuals as known now, or all versions with the instant at which each was recorded."""
    frequencies = dict(measures_visible_to(actor).values_list("code", "frequency"))
    rows = Actual.objects.filter(measure__in=measures_visible_to(actor))
    if not history:
        rows = rows.filter(superseded_at=None).exclude(value=None, numerator=None, denominator=None)
    fields = ("measure__code", "unit__code", "period", "value", "numerator", "denominator", "note", "source")
    ordered = rows.order_by("measure__code", "unit__code", "period", "recorded_at", "id")
    for measure, unit, start, value, above, below, note, source, recorded_at in ordered.values_list(
        *fields, "recorded_at"
    ).iterator(chunk_size=20_000):
        yield {
            "measure": measure,
            "period": Period(Frequency(frequencies[measure]), start),
            "value": value,
            "numerator": above,
            "denominator": below,
            "unit": unit or "",
            "note": note,
            "source": source,
            "recorded_at": recorded_at if history else None,
        }


def _links(actor: Actor, child: str) -> dict[str, list[Link]]:
    rows = contributions_visible_to(actor).exclude(**{child: None}).order_by("id")
    links: dict[str, list[Link]] = defaultdict(list)
    for code, parent, weight, kind in rows.values_list(child, "parent__code", "weight", "kind"):
        links[code].append(Link(parent, weight, kind))
    return links


def _linked(rows: Any, names: tuple[str, ...], links: dict[str, list[Link]]) -> list[Record]:
    records = []
    for row in rows:
        record = {name: "" if value is None and name in _REFERENCES else value for name, value in zip(names, row)}
        own = links.get(record["code"], [])
        record["links"] = sorted(own, key=lambda link: link.kind != COUNTS)
        records.append(record)
    return records


_REFERENCES = frozenset({"perspective", "unit", "owner", "theme", "supplier"})

READERS: dict[str, Callable[[Actor], list[Record]]] = {
    "plans": plan_records,
    "units": unit_records,
    "people": person_records,
    "perspectives": perspective_records,
    "themes": theme_records,
    "objectives": objective_records,
    "causal_links": causal_link_records,
    "measures": measure_records,
    "targets": target_records,
    "edges": edge_records,
    "unit_places": place_records,
    "closed_periods": closed_period_records,
    "closed_scores": official_records,
    "status_overrides": override_records,
}


def frequencies_of(actor: Actor) -> dict[str, str]:
    """The frequency of each measure by its casefolded code."""
    rows: list[tuple[str, str]] = list(measures_visible_to(actor).values_list("code", "frequency"))
    return {code.casefold(): frequency for code, frequency in rows}


def ids_of_measures() -> dict[str, int]:
    """The id of each measure by its casefolded code."""
    return {code.casefold(): pk for code, pk in Measure.objects.values_list("code", "id")}
