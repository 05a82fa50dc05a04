"""Single edits of the organisation, as the pages make them."""

from collections.abc import Collection, Mapping
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.events import publish
from hoshin.base.graphs import first_cycle, in_words
from hoshin.base.trees import stands_below_itself
from hoshin.base.wordings import Said
from hoshin.org.events import OrganisationChanged, PersonRemoved
from hoshin.org.models import Organisation, Person, Unit
from hoshin.org.services.ancestry import follow_links, hold_links
from hoshin.org.services.heads import follow_heads
from hoshin.org.services.links import link_by_address
from hoshin.org.services.positions import keep_positions

_FEW = 20


def save_organisation(
    actor: Actor, *, name: str, fiscal_year_start: int = 1, currency: str = "", version: int | None = None
) -> Organisation:
    """Create the organisation of this installation, or change it."""
    require(actor, Right.EDIT_SETTINGS)
    values: dict[str, Any] = {"name": name, "fiscal_year_start": fiscal_year_start, "currency": currency}
    with act(actor, "save_organisation", name=name):
        existing = Organisation.objects.first()
        if existing is None:
            return add_row(Organisation(**values))
        before = existing.fiscal_year_start
        changed, _ = change_row(existing, version=version, **values)
        if changed.fiscal_year_start != before:
            publish(OrganisationChanged())
        return changed


def add_unit(actor: Actor, *, code: str, name: str, parent: Unit | None = None, head: Person | None = None) -> Unit:
    """Add a part of the organisation."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "add_unit", name=name):
        hold_links(Unit)
        added = add_row(Unit(code=code.strip(), name=name, parent=parent, head=head))
        follow_links(Unit, [added.pk])
        follow_heads([added.pk])
        return added


def change_unit(actor: Actor, *, unit: Unit, version: int | None = None, **values: Any) -> Unit:
    """Change code, name, parent or head of a unit. Invalid where a unit would lie within itself."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "change_unit", name=unit.name):
        before = _above(Unit, "parent", unit.pk, values)
        changed, _ = change_row(unit, version=version, **values)
        if changed.parent_id != before:
            check_no_circle(Unit, [changed.pk])
            follow_links(Unit, [changed.pk])
            publish(OrganisationChanged())
        follow_heads([changed.pk])
        return changed


def remove_unit(actor: Actor, *, unit: Unit, version: int | None = None) -> None:
    """Remove a unit that nothing stands in."""
    require(actor, Right.EDIT_PLAN)
    in_use = Said(
        "Unit %(unit)s still holds units, objectives, measures or values. Move or remove those first.", unit=unit.code
    )
    with act(actor, "remove_unit", name=unit.name):
        remove_row(unit, version=version, in_use=in_use)


def add_person(actor: Actor, *, employee_id: str, name: str, **values: Any) -> Person:
    """Add somebody who works here; values are the other fields of a person."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "add_person", name=name):
        hold_links(Person)
        added = add_row(Person(employee_id=employee_id.strip(), name=name, **values))
        follow_links(Person, [added.pk])
        return _linked(added)


def change_person(actor: Actor, *, person: Person, version: int | None = None, **values: Any) -> Person:
    """Change fields of a person. Invalid where somebody would report to themself, directly or round a circle."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "change_person", name=person.name):
        _require_manager_other_than(person, values)
        before = _above(Person, "manager", person.pk, values)
        changed, _ = change_row(person, version=version, **values)
        if changed.manager_id != before:
            check_no_circle(Person, [changed.pk])
            follow_links(Person, [changed.pk])
        keep_positions([changed.pk])
        return _linked(changed) if "email" in values else changed


def remove_person(actor: Actor, *, person: Person, version: int | None = None) -> None:
    """Remove a person; what they owned has no owner afterwards."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "remove_person", name=person.name):
        hold_links(Person)
        reports, number = list(person.reports.values_list("pk", flat=True)), person.pk
        remove_row(person, version=version, in_use=Said("%(person)s is still needed.", person=person.name))
        follow_links(Person, reports)
        publish(PersonRemoved(number))


def _require_manager_other_than(person: Person, values: Mapping[str, Any]) -> None:
    manager = values.get("manager")
    if manager is not None and manager.pk == person.pk:
        raise Invalid(
            Said("%(name)s cannot report to themself.", name=person.name),
            field="manager",
            value=person.employee_id,
            remedy="Name somebody else, or nobody.",
        )


def _linked(person: Person) -> Person:
    if person.user_id is None and link_by_address([person.email]):
        person.refresh_from_db()
    return person


def _above(model: type[Person] | type[Unit], link: str, pk: int, values: dict[str, Any]) -> int | None:
    """What a row stands below now. Who is about to move it waits for those who move others, lest they make a circle."""
    if link in values or f"{link}_id" in values:
        hold_links(model)
    return model._base_manager.filter(pk=pk).values_list(f"{link}_id", flat=True).first()


def check_no_circle(model: type[Person] | type[Unit], ids: Collection[int]) -> None:
    """Invalid, naming the circle, where one of these rows stands below itself. Looks at no others while they are few."""
    link, check = ("parent", check_unit_tree) if model is Unit else ("manager", check_reporting_lines)
    if len(ids) > _FEW or any(stands_below_itself(model, link, pk) for pk in ids):
        check()


def check_unit_tree() -> None:
    """Invalid, naming the circle, where units lie within each other."""
    rows = {pk: (code, parent) for pk, code, parent in Unit.objects.values_list("id", "code", "parent_id")}
    cycle = first_cycle({pk: [parent] if parent else [] for pk, (_, parent) in rows.items()})
    if cycle:
        words = in_words([rows[pk][0] for pk in cycle], "is part of")
        raise Invalid(
            Said("Units must form a tree, but %(words)s.", words=words),
            field="parent",
            remedy="Give one of them another parent.",
        )


def check_reporting_lines() -> None:
    """Invalid, naming the circle, where people manage each other."""
    rows = {pk: (number, boss) for pk, number, boss in Person.objects.values_list("id", "employee_id", "manager_id")}
    cycle = first_cycle({pk: [boss] if boss else [] for pk, (_, boss) in rows.items()})
    if cycle:
        words = in_words([rows[pk][0] for pk in cycle], "reports to")
        raise Invalid(
            Said("Reporting lines must not run in a circle, but %(words)s.", words=words),
            field="manager",
            remedy="Give one of them another manager.",
        )
