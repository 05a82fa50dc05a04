"""Writes a draft through the services of each app, bottom layer first."""

from collections.abc import Callable, Mapping, Sequence

from hoshin.accounts.access import Actor
from hoshin.base.outcome import Outcome
from hoshin.exchange.result import Difference
from hoshin.exchange.workbook.apply_actuals import apply_actuals
from hoshin.exchange.workbook.check_measures import measure_row, target_row
from hoshin.exchange.workbook.differences import compared
from hoshin.exchange.workbook.draft import Draft, Entry
from hoshin.exchange.workbook.links import Link
from hoshin.exchange.workbook.placing import with_places
from hoshin.exchange.workbook.stored import Record, ids_of_measures
from hoshin.measures.services import upsert_measures, upsert_targets
from hoshin.org.models import Person, Unit
from hoshin.org.rows import OrganisationRow, PersonRow, UnitRow
from hoshin.org.services import set_heads, upsert_organisation, upsert_people, upsert_units
from hoshin.strategy.rows import (
    CausalLinkRow,
    ObjectiveRow,
    PerspectiveRow,
    PlanRow,
    Served,
    ServesRow,
    ThemeRow,
)
from hoshin.strategy.services import (
    set_serves,
    upsert_causal_links,
    upsert_objectives,
    upsert_perspectives,
    upsert_plans,
    upsert_themes,
)

Progress = Callable[[int, int, str], None]


def apply(
    actor: Actor, draft: Draft, *, limit: int, progress: Progress | None = None
) -> tuple[dict[str, Outcome], list[Difference]]:
    """Write what is not there yet; returns counts by sheet and the first differences. Within the act of the caller."""
    outcomes, differences = compared(draft, limit)
    if draft.organisation is not None:
        upsert_organisation(actor, OrganisationRow(**draft.organisation.record))
    for name, write in _STEPS.items():
        entries = draft.news_of(name)
        if entries:
            if progress is not None:
                progress(0, len(entries), name)
            with with_places(name, entries):
                write(actor, entries)
            if progress is not None:
                progress(len(entries), len(entries), name)
    _apply_serves(actor, draft)
    _apply_heads(actor, draft)
    if draft.actuals or draft.empty_actuals:
        outcomes["actuals"], found = apply_actuals(actor, draft, limit=limit, progress=progress)
        differences += found
    return outcomes, differences


def _plans(actor: Actor, entries: Sequence[Entry]) -> None:
    renamed = {"start": "starts_on", "end": "ends_on", "order": "position"}
    upsert_plans(actor, [PlanRow(**_renamed(entry.record, renamed)) for entry in entries])


def _units(actor: Actor, entries: Sequence[Entry]) -> None:
    upsert_units(actor, [UnitRow(**entry.record) for entry in entries])


def _people(actor: Actor, entries: Sequence[Entry]) -> None:
    upsert_people(actor, [PersonRow(**entry.record) for entry in entries])


def _perspectives(actor: Actor, entries: Sequence[Entry]) -> None:
    upsert_perspectives(actor, [PerspectiveRow(**_renamed(entry.record, {"order": "position"})) for entry in entries])


def _themes(actor: Actor, entries: Sequence[Entry]) -> None:
    upsert_themes(actor, [ThemeRow(**entry.record) for entry in entries])


def _objectives(actor: Actor, entries: Sequence[Entry]) -> None:
    upsert_objectives(actor, [ObjectiveRow(**_renamed(entry.record, {"order": "position"})) for entry in entries])


def _measures(actor: Actor, entries: Sequence[Entry]) -> None:
    units, people = _ids_of_units(), _ids_of_people()
    rows = [
        measure_row(
            entry.record,
            unit_id=units.get(entry.record["unit"].casefold()),
            owner_id=people.get(entry.record["owner"].casefold()),
            supplier_id=people.get(entry.record["supplier"].casefold()),
        )
        for entry in entries
    ]
    upsert_measures(actor, rows)


def _causal_links(actor: Actor, entries: Sequence[Entry]) -> None:
    rows = [
        (entry.record["from"], entry.record["to"], entry.record["lag_months"], entry.record["note"])
        for entry in entries
    ]
    upsert_causal_links(actor, [CausalLinkRow(*row) for row in rows])


def _targets(actor: Actor, entries: Sequence[Entry]) -> None:
    measures, units = ids_of_measures(), _ids_of_units()
    rows = [
        target_row(
            entry.record, measures[entry.record["measure"].casefold()], units.get(entry.record["unit"].casefold())
        )
        for entry in entries
    ]
    upsert_targets(actor, rows)


def _apply_serves(actor: Actor, draft: Draft) -> None:
    rows = []
    for name in ("objectives", "measures"):
        for entry in draft.news_of(name):
            if entry.record.get("removed_on"):
                continue
            links: list[Link] = entry.record["links"]
            served = tuple(
                Served(link.parent, 1.0 if link.weight is None else link.weight, link.kind) for link in links
            )
            rows.append(ServesRow(entry.record["code"], name == "measures", served))
    if rows:
        set_serves(actor, rows)


def _apply_heads(actor: Actor, draft: Draft) -> None:
    if draft.news_of("units"):
        set_heads(actor, [UnitRow(**entry.record) for entry in draft.news_of("units")])


def _renamed(record: Record, names: Mapping[str, str]) -> Record:
    return {names.get(name, name): value for name, value in record.items() if name != "links"}


def _ids_of_units() -> dict[str, int]:
    return {code.casefold(): pk for code, pk in Unit.objects.values_list("code", "id")}


def _ids_of_people() -> dict[str, int]:
    return {number.casefold(): pk for number, pk in Person.objects.values_list("employee_id", "id")}


_STEPS: dict[str, Callable[[Actor, Sequence[Entry]], None]] = {
    "units": _units,
    "people": _people,
    "plans": _plans,
    "perspectives": _perspectives,
    "themes": _themes,
    "objectives": _objectives,
    "measures": _measures,
    "causal_links": _causal_links,
    "targets": _targets,
}
