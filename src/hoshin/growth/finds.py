"""Competencies, roles, learning and openings as answers of the search."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.finding import Answers, Finds, nearest
from hoshin.growth.policies import (
    competencies_visible_to,
    job_roles_visible_to,
    learning_items_visible_to,
    openings_visible_to,
)


def _competencies(actor: Actor, text: str, limit: int) -> list[Answers]:
    return nearest(competencies_visible_to(actor), "competency", text, limit, detail="area")


def _roles(actor: Actor, text: str, limit: int) -> list[Answers]:
    return nearest(job_roles_visible_to(actor), "job_role", text, limit, detail="job_family")


def _learning(actor: Actor, text: str, limit: int) -> list[Answers]:
    return nearest(learning_items_visible_to(actor), "learning_item", text, limit, detail="provider")


def _openings(actor: Actor, text: str, limit: int) -> list[Answers]:
    rows = openings_visible_to(actor).filter(closes_on__gte=clock.today())
    return nearest(rows, "internal_opening", text, limit, detail="unit__name")


FINDS = (
    Finds("learning_item", _("Learning"), 23, _learning, "learning_item"),
    Finds("competency", _("Competencies"), 21, _competencies, "competency"),
    Finds("internal_opening", _("Openings"), 24, _openings, "opening"),
    Finds("job_role", _("Roles"), 22, _roles, "job_role"),
)
