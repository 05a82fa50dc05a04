"""Who runs surveys, who answers, and who reads results.

Answers without a name have no rule of sight, since they have no owner: nobody reads one. Those of a wave that says that
names stand with them are read by who gave them, whoever heads their unit or one above, and HR of it. Results are the same
for everybody who reads them; no role sees a group that is hidden from others. The whole is open to all, a unit to whoever
heads it or one above it.
"""

from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor, access, require
from hoshin.accounts.models import User
from hoshin.accounts.sight import Opening, Relation, every, visible
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.org.models import Person
from hoshin.org.relations import heads_unit, is_hr_of_unit, is_self, is_unit_head
from hoshin.pulse.models import (
    ActionPlan,
    ChoiceResult,
    CommentReaders,
    CommentSheet,
    Invitation,
    NamedAnswer,
    PlannedWave,
    PlanState,
    Questionnaire,
    Wave,
    WaveResult,
    WaveUnit,
)


class PulseRight(StrEnum):
    RUN = "launch and close surveys"
    ANSWER = "answer surveys"


def _is_the_whole(actor: Actor, path: str) -> Q:
    return Q(**{f"{path}unit__parent__isnull": True})


def _is_headed(actor: Actor, path: str) -> Q:
    return heads_unit(actor, f"{path}unit__unit")


def _is_headed_and_promised(actor: Actor, path: str) -> Q:
    return _is_headed(actor, path) & Q(**{f"{path}wave__comments_to": CommentReaders.HEADS})


def _is_ones_own(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}person")


def _is_headed_oneself(actor: Actor, path: str) -> Q:
    return is_unit_head(actor, f"{path}person")


def _is_of_ones_hr(actor: Actor, path: str) -> Q:
    return is_hr_of_unit(actor, f"{path}person")


def _is_owned(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}owner")


OPEN = (Opening(Relation.EVERYONE, every),)
TO_INVITATIONS = (Opening(Relation.SELF, _is_ones_own),)
TO_NAMED_ANSWERS = (
    Opening(Relation.SELF, _is_ones_own),
    Opening(Relation.UNIT_HEAD, _is_headed_oneself),
    Opening(Relation.HR_OF_UNIT, _is_of_ones_hr),
)
TO_RESULTS = (Opening(Relation.EVERYONE, _is_the_whole), Opening(Relation.UNIT_HEAD, _is_headed))
TO_PLANS = (*TO_RESULTS, Opening(Relation.OWNER, _is_owned))
TO_QUESTIONNAIRES = (Opening(PulseRight.RUN, every),)
TO_COMMENTS = (Opening(Relation.UNIT_HEAD, _is_headed_and_promised),)


def waves_visible_to(actor: Actor) -> QuerySet[Wave]:
    """All waves: what is promised in one, and that it runs, is open."""
    return visible(Wave.objects.all(), "wave", actor)


def wave_units_visible_to(actor: Actor) -> QuerySet[WaveUnit]:
    """The units as they stood at a launch, which are as open as units."""
    return visible(WaveUnit.objects.all(), "wave_unit", actor)


def invitations_visible_to(actor: Actor) -> QuerySet[Invitation]:
    """One's own. Who else was asked, and who is spared, is nobody's to see."""
    return visible(Invitation.objects.all(), "invitation", actor)


def results_visible_to(actor: Actor) -> QuerySet[WaveResult]:
    """Results of the whole, and of units that the actor heads with all below."""
    return visible(WaveResult.objects.all(), "wave_result", actor)


def choices_visible_to(actor: Actor) -> QuerySet[ChoiceResult]:
    """What was chosen in the whole, and in units that the actor heads with all below."""
    return visible(ChoiceResult.objects.all(), "choice_result", actor)


def questionnaires_visible_to(actor: Actor) -> QuerySet[Questionnaire]:
    """Surveys of one's own, for whoever may send one: to others they are open once they are sent."""
    return visible(Questionnaire.objects.all(), "questionnaire", actor)


def planned_waves_visible_to(actor: Actor) -> QuerySet[PlannedWave]:
    """Surveys that are to be sent, for whoever may send one: to others they are open once they are sent."""
    return visible(PlannedWave.objects.all(), "planned_wave", actor)


def waves_to_send() -> QuerySet[PlannedWave]:
    """Planned ones whose day has come, and that were not tried yet."""
    return PlannedWave.objects.filter(opens_on__lte=clock.today(), problems=[])


def senders_of_surveys() -> QuerySet[User, int]:
    """The numbers of those who may send surveys."""
    return User.objects.filter(role__in=access()[PulseRight.RUN], is_active=True).values_list("pk", flat=True)


def comment_sheets_visible_to(actor: Actor) -> QuerySet[CommentSheet]:
    """Comments of units that the actor heads with all below, where the wave promised that."""
    return visible(CommentSheet.objects.all(), "comment_sheet", actor)


def sheets_with_mark(mark: str) -> QuerySet[CommentSheet]:
    """The sheet with the comment of a key, by its mark: whoever has the key may read and go on, whoever they are."""
    return CommentSheet.objects.filter(comments__contains=[[mark]])


def heads_with_talks() -> QuerySet[Person, int]:
    """The numbers of the users who head a unit where an author said more about a comment."""
    waiting = CommentSheet.objects.filter(waiting__gt=0, wave__comments_to=CommentReaders.HEADS)
    heads = Person.objects.filter(pk__in=waiting.values("unit__unit__head"), user__is_active=True)
    return heads.values_list("user", flat=True)


def named_answers_visible_to(actor: Actor) -> QuerySet[NamedAnswer]:
    """Answers with names: one's own, and those of people in units that the actor heads, or is HR of."""
    return visible(NamedAnswer.objects.all(), "named_answer", actor)


def waves_to_answer(actor: Actor) -> QuerySet[Wave]:
    """Open waves to which the actor is invited, whether they answered or not."""
    own = invitations_visible_to(actor).filter(wave=OuterRef("pk"))
    return Wave.objects.filter(Exists(own), closed_on=None)


def require_invited(actor: Actor, wave: Wave) -> Invitation:
    """The invitation of the actor. `Denied` where they have none, or the wave is over."""
    require(actor, PulseRight.ANSWER)
    invitation = invitations_visible_to(actor).filter(wave=wave).select_related("kept_with").first()
    if invitation is None:
        raise Denied(Said("This survey was sent to other people: nothing of you is asked."))
    if not wave.is_open:
        raise Denied(Said("This survey is closed: nothing more is taken."))
    return invitation


def plans_visible_to(actor: Actor) -> QuerySet[ActionPlan]:
    """Action plans of units of which the actor sees results, and their own."""
    return visible(ActionPlan.objects.all(), "action_plan", actor)


def own_plans(actor: Actor) -> QuerySet[ActionPlan]:
    """Those that the actor owns."""
    return ActionPlan.objects.filter(is_self(actor, "owner"))


def owners_of_plans() -> QuerySet[Person, int]:
    """The numbers of the users who have an action that is due."""
    due = ActionPlan.objects.filter(state=PlanState.OPEN, due_on__lte=clock.today())
    return Person.objects.filter(pk__in=due.values("owner"), user__is_active=True).values_list("user", flat=True)


def may_plan_for(actor: Actor, unit: WaveUnit) -> bool:
    """Whoever heads the unit, or one above it; for the whole, also whoever runs surveys."""
    if unit.parent_id is None and actor.has(PulseRight.RUN):
        return True
    return WaveUnit.objects.filter(heads_unit(actor, "unit"), pk=unit.pk).exists()


def may_change_plan(actor: Actor, plan: ActionPlan) -> bool:
    """Its owner, and whoever may plan for its unit."""
    return own_plans(actor).filter(pk=plan.pk).exists() or may_plan_for(actor, plan.unit)
