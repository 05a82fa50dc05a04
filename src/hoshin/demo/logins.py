"""Who can sign in to the demonstration. The password is public: the demonstration is for one machine alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.accounts.models import Role, User
from hoshin.accounts.services import add_user, make_password_link, set_password_by_link
from hoshin.audit.services import act
from hoshin.demo.organisation import DOMAIN, NAME, ROOT
from hoshin.demo.people import Employee
from hoshin.org.models import GrantedRelationKind, Organisation, Person, Unit
from hoshin.org.services import change_person, grant_relation

DEMO_PASSWORD = "maple-compass-2030"  # noqa: S105 - documented, and good for made-up data on 127.0.0.1 alone
EXECUTIVE = f"executive@{DOMAIN}"
MANAGER, EMPLOYEE, HR = f"manager@{DOMAIN}", f"employee@{DOMAIN}", f"hr@{DOMAIN}"
# The team of the manager who can sign in, with whom they talk, are users as well, though nobody has their password.
TEAM = "FIN"


@dataclass(frozen=True, slots=True)
class Login:
    """A user of the demonstration, and the person that they are there: the first of a unit with this title."""

    email: str
    role: Role
    unit: str
    title: str
    seen_as: str | Promise


DEMO_LOGINS: tuple[Login, ...] = (
    Login(EXECUTIVE, Role.MEMBER, ROOT, "President", _("an executive")),
    Login(MANAGER, Role.MEMBER, TEAM, "Team Lead, Financial Analysts", _("a manager")),
    Login(EMPLOYEE, Role.MEMBER, TEAM, "Senior Financial Analyst", _("an employee")),
    Login(HR, Role.MEMBER, "HRS", "Director, People and Culture", _("human resources")),
    Login(f"office@{DOMAIN}", Role.OFFICE, ROOT, "Director, Strategy Office", _("the strategy office")),
    Login(f"admin@{DOMAIN}", Role.ADMINISTRATOR, "DIG", "Director, Digital Services", _("an administrator")),
)


def create_users(actor: Actor, people: Sequence[Employee]) -> dict[str, User]:
    """Create the users that are not there yet, by employee id: those who can sign in, and the team."""
    firsts: dict[tuple[str, str], Employee] = {}
    for person in people:
        firsts.setdefault((person.unit, person.title), person)
    found: dict[str, User] = {}
    with act(actor, "create_demo_logins"):
        for login in DEMO_LOGINS:
            person = firsts[login.unit, login.title]
            user = found[person.employee_id] = _user(actor, person.name, login.email, login.role)
            user_part, token = make_password_link(actor, user=user)
            own = Actor.of(user, actor.face)
            set_password_by_link(own, user_part=user_part, token=token, password=DEMO_PASSWORD)
            user.refresh_from_db()
        for person in people:
            if person.unit == TEAM and person.employee_id not in found:
                found[person.employee_id] = _user(actor, person.name, person.email, Role.MEMBER)
    return found


def link_people(actor: Actor, users: dict[str, User]) -> None:
    """Say of each user which of the people they are, and for whom human resources is there."""
    with act(actor, "link_demo_logins"):
        for person in Person.objects.filter(employee_id__in=users):
            change_person(actor, person=person, user=users[person.employee_id])
        grant_relation(
            actor,
            person=Person.objects.get(user__email=HR),
            relation=GrantedRelationKind.HR_OF_UNIT,
            to=Unit.objects.get(code=ROOT),
            reason="People and Culture looks after everybody in the agency.",
        )


def logins_here() -> Sequence[Login]:
    """Those that a page may name: none but in the demonstration itself. One query."""
    return DEMO_LOGINS if Organisation.objects.filter(name=NAME).exists() else ()


def _user(actor: Actor, name: str, email: str, role: Role) -> User:
    known = User.objects.filter(email=email).first()
    return known or add_user(actor, name=name, email=email, role=role)
