"""Fills an empty installation with the demonstration: Canada's published figures, and a made-up agency's own."""

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

import hoshin
from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.models import Role, User
from hoshin.base import clock
from hoshin.base.errors import Conflict
from hoshin.base.progress import TellProgress
from hoshin.demo import organisation, plan
from hoshin.demo.actions import act_on_what_is_off_track
from hoshin.demo.careers import promote
from hoshin.demo.catalogue import offer_learning
from hoshin.demo.conversations import talk
from hoshin.demo.decisions import decide
from hoshin.demo.generate import last_month, write_workbook
from hoshin.demo.growing import plan_growth
from hoshin.demo.growth import grow
from hoshin.demo.history import close_what_is_over, replay
from hoshin.demo.initiatives import start_initiatives
from hoshin.demo.logins import EMPLOYEE, EXECUTIVE, MANAGER, create_users, link_people
from hoshin.demo.people import employees
from hoshin.demo.reviews import review_people
from hoshin.demo.risks import enter_risks
from hoshin.demo.scenarios import try_out
from hoshin.demo.signals import watch, watch_now
from hoshin.demo.strategy_reviews import review_strategy
from hoshin.demo.surveys import ask_people
from hoshin.demo.votes import vote
from hoshin.exchange.series import import_series
from hoshin.exchange.workbook import import_workbook
from hoshin.forecasts.services import refresh_forecasts, refresh_projections
from hoshin.hypotheses.services import examine_links
from hoshin.org.models import Organisation
from hoshin.scorecards.services import rescore_plan
from hoshin.strategy.models import Contribution, Plan

PUBLISHED = "CIF"


def load(actor: Actor, *, progress: TellProgress | None = None, goals_in: Collection[str] | None = None) -> None:
    """Fill an empty installation, all or nothing; what is there already is left alone and named through `progress`.

    `progress` hears (done, in all, what is being done). `goals_in`: units whose people have goals, and nobody else, which
    takes a tenth of the time; the team that talks is there in any case. Denied; Conflict: another organisation lives here.
    """
    require(actor, Right.IMPORT)
    require(actor, Right.MANAGE_USERS)
    hear = progress or _silence
    other = Organisation.objects.exclude(name=organisation.NAME).first()
    if other is not None:
        raise Conflict(
            f"This installation belongs to {other.name}, and the demonstration would mix with it. "
            "Name an empty folder with --data-dir."
        )
    with transaction.atomic():
        if Plan.objects.filter(code__iexact=PUBLISHED).exists():
            hear(1, 1, "Canada's published figures are there already")
        else:
            _load_published(actor, hear)
        if Plan.objects.filter(code__iexact=plan.CODE).exists():
            hear(1, 1, "The agency's own scorecard is there already")
        else:
            _load_generated(actor, hear, goals_in)


def _load_published(actor: Actor, hear: TellProgress) -> None:
    folder = Path(hoshin.__file__).parent / "demo_data" / "canada"
    import_series(
        actor,
        folder,
        mapping="canada",
        progress=lambda done, total, _: hear(done, total, "Reading Canada's published figures"),
    )


def _load_generated(actor: Actor, hear: TellProgress, goals_in: Collection[str] | None) -> None:
    now = clock.now()
    last = last_month(now.date())
    hear(0, 1, "Creating the logins")
    users = create_users(actor, employees(last.end))
    office = Actor.of(next(user for user in users.values() if user.role == Role.OFFICE), actor.face)
    hear(0, 1, "Making up an agency")
    with TemporaryDirectory(prefix="hoshin-demo-") as scratch:
        folder = Path(scratch) / "horizon-2030"
        folder.mkdir()
        write_workbook(folder, now, goals_in)
        import_workbook(
            office,
            folder,
            progress=lambda done, total, sheet: hear(done, total, f"Importing the agency's scorecard: {sheet}"),
        )
    link_people(actor, users)
    hear(0, 1, "Letting people grow")
    grow(office)
    own = Plan.objects.get(code=plan.CODE)
    hear(0, 1, "Letting people talk with each other")
    # Read again: a user remembers whether they are a person of the organisation, and these became one just now.
    by_address = {user.email: user for user in User.objects.filter(pk__in=[user.pk for user in users.values()])}
    talk(by_address[MANAGER], by_address[EMPLOYEE], actor.face)
    vote(office, by_address[MANAGER], by_address[EMPLOYEE], actor.face)
    plan_growth(by_address[MANAGER], by_address[EMPLOYEE], actor.face)
    offer_learning(office, by_address[MANAGER], by_address[EMPLOYEE], actor.face)
    promote(by_address[MANAGER], by_address[EMPLOYEE], by_address[EXECUTIVE], actor.face)
    start_initiatives(office)
    replay(office, own, last, lambda done, total: hear(done, total, "Closing the months that are over"))
    close_what_is_over(office)
    act_on_what_is_off_track(office, last)
    # What was corrected in the past was scored as far as that day: now with all that came later.
    with transaction.atomic():
        rescore_plan(own)
    _look_ahead(office, own)
    enter_risks(office)
    examine_links(office, [own.pk])
    hear(0, 1, "Looking for signals")
    watch(office, by_address[EXECUTIVE])
    try_out(by_address[EXECUTIVE], (by_address[MANAGER], by_address[EMPLOYEE]), actor.face, last)
    decide(office)
    review_strategy(office, by_address[EXECUTIVE])
    review_people(office, by_address[MANAGER], by_address[EMPLOYEE])
    watch_now(office, by_address[EXECUTIVE])
    hear(0, 1, "Asking people how they are")
    ask_people(office, by_address[EXECUTIVE])
    hear(1, 1, "The demonstration is ready")


def _look_ahead(office: Actor, own: Plan) -> None:
    """Forecasts of what has a score; those of people's goals are found by the worker."""
    scored = Contribution.objects.filter(measure__isnull=False, parent__commitment=None)
    refresh_forecasts(office, set(scored.values_list("measure", flat=True)))
    refresh_projections(office, [own])


def _silence(done: int, total: int, what: str) -> None:
    """Nobody listens."""
