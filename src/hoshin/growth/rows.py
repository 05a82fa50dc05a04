"""Growth as the bulk services take it and sheets write it: plain values, all by their codes."""

from datetime import date
from typing import NamedTuple

from hoshin.growth.models import LearningKind, MoveKind


class CompetencyRow(NamedTuple):
    """A competency with what is seen at each level."""

    code: str
    name: str
    area: str = ""
    description: str = ""
    level_1: str = ""
    level_2: str = ""
    level_3: str = ""
    level_4: str = ""
    level_5: str = ""


class JobRoleRow(NamedTuple):
    """A job family at a level."""

    code: str
    name: str
    job_family: str
    level: str
    purpose: str = ""


class RoleExpectationRow(NamedTuple):
    """The level of a competency that a role expects."""

    role: str
    competency: str
    expected: int


class CareerMoveRow(NamedTuple):
    """A move from one role to another."""

    from_role: str
    to_role: str
    kind: str = MoveKind.UPWARD
    note: str = ""


class LearningItemRow(NamedTuple):
    """An entry of the catalogue; `skills` as `COMPETENCY=level`."""

    code: str
    name: str
    kind: str = LearningKind.COURSE
    provider: str = ""
    description: str = ""
    skills: tuple[str, ...] = ()
    hours: float | None = None
    cost: float | None = None
    requires: str = ""
    valid_months: int | None = None
    is_mandatory: bool = False
    mandatory_in: str = ""
    is_offered: bool = True


class LearningRecordRow(NamedTuple):
    """Somebody learnt something until a day."""

    person: str
    item: str
    done_on: date
    expires_on: date | None = None


class DevelopmentActionRow(NamedTuple):
    """A step of somebody's plan, as it is written out."""

    number: str
    person: str
    text: str
    competency: str
    from_level: int | None
    to_level: int | None
    objective: str
    mentor: str
    cost: float | None
    due_on: date
    done_on: date | None
    outcome: str
