"""Bringing the framework that comes with Hoshin into an installation that has none yet."""

from hoshin.accounts.access import Actor, require
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.growth.models import Competency, JobRole
from hoshin.growth.policies import GrowthRight
from hoshin.growth.services.bulk import (
    upsert_career_moves,
    upsert_competencies,
    upsert_expectations,
    upsert_job_roles,
)
from hoshin.growth.starter import COMPETENCIES, MOVES, expectation_rows, role_rows


def bring_starter_framework(actor: Actor) -> None:
    """Add the competencies, roles and moves that come with Hoshin. Invalid where there are some already."""
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    if Competency.objects.exists() or JobRole.objects.exists():
        raise Invalid("There is a framework already.", remedy="Change it, or bring another in as sheets.")
    with act(actor, "bring_starter_framework"):
        upsert_competencies(actor, COMPETENCIES)
        upsert_job_roles(actor, role_rows())
        upsert_expectations(actor, expectation_rows())
        upsert_career_moves(actor, MOVES)
