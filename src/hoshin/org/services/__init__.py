"""Everything that changes the organisation, its units and its people."""

from hoshin.org.services.bulk import set_heads, upsert_organisation, upsert_people, upsert_units
from hoshin.org.services.edits import (
    add_person,
    add_unit,
    change_person,
    change_unit,
    remove_person,
    remove_unit,
    save_organisation,
)
from hoshin.org.services.granting import end_relation, grant_relation, upsert_relations
from hoshin.org.services.handing_over import hand_over
from hoshin.org.services.heads import restore_heads
from hoshin.org.services.holidays import add_holiday, remove_holiday, upsert_holidays
from hoshin.org.services.positions import restore_positions

__all__ = [
    "add_holiday",
    "add_person",
    "add_unit",
    "change_person",
    "change_unit",
    "end_relation",
    "grant_relation",
    "hand_over",
    "remove_holiday",
    "remove_person",
    "remove_unit",
    "restore_heads",
    "restore_positions",
    "save_organisation",
    "set_heads",
    "upsert_holidays",
    "upsert_organisation",
    "upsert_people",
    "upsert_relations",
    "upsert_units",
]
