"""`hoshin user`: add users and set their passwords."""

import sys
from typing import TYPE_CHECKING

import click

from hoshin.cli.setup import needs_database

if TYPE_CHECKING:
    from hoshin.accounts.models import User

_ROLES = ("administrator", "office", "member")


@click.group()
def user() -> None:
    """Add users and set their passwords."""


@user.command()
@click.argument("email")
@click.option("--name", help="Name of the person; the e-mail address where it is left out.")
@click.option("--role", type=click.Choice(_ROLES), default="member", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it.")
@needs_database
def add(email: str, name: str | None, role: str, password_stdin: bool) -> None:
    """Add a user who signs in with EMAIL."""
    from hoshin.accounts.access import Actor
    from hoshin.accounts.services import add_user
    from hoshin.audit.services import act

    password = _password(password_stdin)
    actor = Actor.system()
    with act(actor, "add_user", name=name or email, role=role):
        added = add_user(actor, name=name or email, email=email, role=role)
        _set(added, password)
    click.echo(f"{added.email} may sign in as {role}.", err=True)


@user.command()
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it.")
@needs_database
def password(email: str, password_stdin: bool) -> None:
    """Set the password of the user who signs in with EMAIL."""
    from hoshin.accounts.access import Actor
    from hoshin.accounts.addresses import folded
    from hoshin.accounts.policies import users_visible_to
    from hoshin.base.errors import NotFound

    users = users_visible_to(Actor.system())
    found = users.filter(email=folded(email)).first()
    if found is None:
        raise NotFound("user", email, known=users.values_list("email", flat=True)[:2000])
    _set(found, _password(password_stdin))
    click.echo(f"The password of {found.email} was set.", err=True)


def _set(found: "User", secret: str) -> None:
    """Choose a password the way a one-time link does, so that the same checks hold and the trail names it."""
    from hoshin.accounts.access import Actor
    from hoshin.accounts.services import make_password_link, set_password_by_link

    user_part, token = make_password_link(Actor.system(), user=found)
    set_password_by_link(Actor.of(found, "cli"), user_part=user_part, token=token, password=secret)


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return answer
