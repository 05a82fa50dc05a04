"""What hangs on a unit or a person, named before it is removed."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.accounts.access import Actor
from hoshin.measures.policies import measures_visible_to
from hoshin.org.chart import units_below
from hoshin.org.models import GrantedRelation, Person, Unit
from hoshin.org.policies import granted_relations_visible_to, people_visible_to, units_visible_to
from hoshin.strategy.policies import objectives_visible_to
from hoshin.web.questions import RemovalQuestion

NAMED = 6
COUNTED = 1000


def before_removing_unit(actor: Actor, unit: Unit) -> RemovalQuestion:
    """A unit goes once nothing stands in it; its people stay."""
    title = _("Remove the unit %(name)s?") % {"name": unit.name}
    below = units_below(actor, [unit.pk]).get(unit.pk)
    objectives = objectives_visible_to(actor).filter(unit=unit).order_by("code").values_list("name", flat=True)
    in_the_way = [*_named(_("Units below it:"), [row.name for row in below.rows] if below else [])]
    in_the_way += _named(_("Its objectives:"), objectives[: NAMED + 1])
    measures = measures_visible_to(actor).filter(unit=unit).order_by("code").values_list("name", flat=True)
    in_the_way += _named(_("Its measures:"), measures[: NAMED + 1])
    if in_the_way:
        return RemovalQuestion(title, [_("Move or remove these first."), *in_the_way], is_blocked=True)
    people = _counted(people_visible_to(actor).filter(unit=unit))
    follows = [
        *_granted(granted_relations_visible_to(actor).filter(to_unit=unit)),
        _("A unit for which measures have values cannot be removed: past scores need it."),
    ]
    if people:
        words = ngettext("%(n)s person stays, without a unit.", "%(n)s people stay, without a unit.", people)
        follows.insert(0, words % {"n": people})
    return RemovalQuestion(title, follows, _("Remove the unit"))


def before_removing_person(actor: Actor, person: Person) -> RemovalQuestion:
    """A person goes at any time; what was theirs has nobody then."""
    measures = measures_visible_to(actor)
    units = _counted(units_visible_to(actor).filter(head=person))
    objectives = _counted(objectives_visible_to(actor).filter(owner=person))
    answered = _counted(measures.filter(owner=person) | measures.filter(supplier=person))
    reports = _counted(people_visible_to(actor).filter(manager=person))
    said = (
        (units, ngettext("%(n)s unit has no head then.", "%(n)s units have no head then.", units)),
        (
            objectives,
            ngettext("%(n)s objective has no owner then.", "%(n)s objectives have no owner then.", objectives),
        ),
        (
            answered,
            ngettext(
                "%(n)s measure has nobody who answers for it or supplies it then.",
                "%(n)s measures have nobody who answers for them or supplies them then.",
                answered,
            ),
        ),
        (reports, ngettext("%(n)s person reports to nobody then.", "%(n)s people report to nobody then.", reports)),
    )
    follows = [words % {"n": n} for n, words in said if n]
    granted = granted_relations_visible_to(actor)
    follows += _granted(granted.filter(person=person) | granted.filter(to_person=person))
    follows.append(_("Someone who has left is better kept, with a last day: what they recorded keeps their name."))
    return RemovalQuestion(_("Remove %(name)s?") % {"name": person.name}, follows, _("Remove the person"))


def _granted(rows: QuerySet[GrantedRelation]) -> list[str]:
    """That relations which were granted go as well, of which the trail keeps what they were."""
    n = _counted(rows)
    words = ngettext(
        "%(n)s relation that was granted goes with it.", "%(n)s relations that were granted go with it.", n
    )
    return [words % {"n": n}] if n else []


def _named(heading: str, names: Iterable[str]) -> list[str]:
    found = list(names)
    if not found:
        return []
    more = [_("– and more")] if len(found) > NAMED else []
    return [heading, *(f"– {name}" for name in found[:NAMED]), *more]


def _counted(rows: QuerySet) -> int:
    return rows.values("pk")[:COUNTED].count()
