"""Who can sign in to the demonstration. The password is public: the demonstration is for one machine alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.accounts.models import Role, User
from hoshin.accounts.services import add_user, make_password_link, set_password_by_link
from hoshin.audit.services import act
from hoshin.demo.organisation import DOMAIN
from hoshin.demo.people import Employee
from hoshin.org.models import Person
from hoshin.org.services import change_person

DEMO_PASSWORD = "maple-compass-2030"  # noqa: S105 - documented, and good for made-up data on 127.0.0.1 alone


@dataclass(frozen=True, slots=True)
class Login:
    """A user of the demonstration, and the person that they are there: the first of a unit with this title."""

    email: str
    role: Role
    unit: str
    title: str


DEMO_LOGINS: tuple[Login, ...] = (
    Login(f"admin@{DOMAIN}", Role.ADMINISTRATOR, "DIG", "Director, Digital Services"),
    Login(f"office@{DOMAIN}", Role.OFFICE, "H30", "Director, Strategy Office"),
    Login(f"contributor@{DOMAIN}", Role.CONTRIBUTOR, "FIN", "Director, Finance"),
    Login(f"viewer@{DOMAIN}", Role.VIEWER, "EVA", "Director, Evaluation"),
)


def create_logins(actor: Actor, people: Sequence[Employee]) -> dict[Role, User]:
    """Create the users that are not there yet, named like the people that they are."""
    names = {(person.unit, person.title): person.name for person in people}
    users: dict[Role, User] = {}
    with act(actor, "create_demo_logins"):
        for login in DEMO_LOGINS:
            user = User.objects.filter(email=login.email).first()
            if user is None:
                user = add_user(actor, name=names[login.unit, login.title], email=login.email, role=login.role)
                user_part, token = make_password_link(actor, user=user)
                own = Actor.of(user, actor.face)
                set_password_by_link(own, user_part=user_part, token=token, password=DEMO_PASSWORD)
                user.refresh_from_db()
            users[login.role] = user
    return users


def link_people(actor: Actor, users: Mapping[Role, User]) -> None:
    """Say of each user which of the people they are."""
    with act(actor, "link_demo_logins"):
        for login in DEMO_LOGINS:
            person = Person.objects.get(unit__code=login.unit, title=login.title)
            change_person(actor, person=person, user=users[login.role])
