"""Checks and restores where units stood."""

from collections import defaultdict

from hoshin.audit.services import Act
from hoshin.base.events import publish
from hoshin.exchange.workbook.check_structure import refer
from hoshin.exchange.workbook.draft import Checking, Draft, Entry
from hoshin.exchange.workbook.edges import check_spans
from hoshin.org.models import Unit
from hoshin.scorecards.events import ScoresOutdated
from hoshin.scorecards.models import Placement
from hoshin.scorecards.structure import sync_structure
from hoshin.strategy.models import Plan


def check_places(checking: Checking) -> None:
    """Plans and units exist, and of each unit one place follows the other."""
    places: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in checking.draft.of("unit_places"):
        refer(checking, "unit_places", entry, "plan", "plans", "plan")
        refer(checking, "unit_places", entry, "unit", "units", "unit")
        refer(checking, "unit_places", entry, "parent", "units", "unit")
        places[entry.record["plan"], entry.record["unit"]].append(entry)
    check_spans(checking, "unit_places", places.values())


def apply_places(draft: Draft, running: Act) -> None:
    """Replace the places of each unit that the sheet names by those that it names, and have its plan scored again."""
    entries = draft.of("unit_places")
    plans = {plan.code: plan for plan in Plan.objects.filter(code__in={entry.record["plan"] for entry in entries})}
    units = dict(Unit.objects.values_list("code", "id")) if entries else {}
    for code, plan in plans.items():
        sync_structure(plan)
        wanted = defaultdict(set)
        for entry in entries:
            record = entry.record
            if record["plan"] == code:
                place = (units.get(record["parent"]), record["valid_from"], record["valid_to"])
                wanted[units[record["unit"]]].add(place)
        stored = defaultdict(set)
        own = Placement.objects.filter(plan=plan, unit__in=wanted)
        for unit, *place in own.values_list("unit", "parent", "valid_from", "valid_to"):
            stored[unit].add(tuple(place))
        if stored == wanted:
            continue
        own.delete()
        Placement.objects.bulk_create(
            Placement(plan=plan, unit_id=unit, parent_id=parent, valid_from=first, valid_to=last)
            for unit, places in wanted.items()
            for parent, first, last in places
        )
        sync_structure(plan)
        running.keep()
        publish(ScoresOutdated(plan.pk))
