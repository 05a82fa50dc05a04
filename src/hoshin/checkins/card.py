"""What check-ins bring into the house."""

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.checkins import notices, policies
from hoshin.checkins.agenda import AGENDA
from hoshin.checkins.belonging import BELONGINGS
from hoshin.checkins.evidence import EVIDENCE
from hoshin.checkins.lines import users_absent
from hoshin.checkins.models import (
    Absence,
    Acknowledgement,
    Blocker,
    CheckIn,
    CheckInRules,
    ConfidenceVote,
    GoalReviewer,
)
from hoshin.checkins.personal_data import PERSONAL_DATA
from hoshin.checkins.policies import CheckInRight
from hoshin.checkins.services.reminding import REMIND
from hoshin.checkins.services.team_news import TELL_OF_TEAMS
from hoshin.checkins.services.voting import FORGET_VOTERS
from hoshin.checkins.sheets import SHEETS
from hoshin.checkins.tracked import TRACKED
from hoshin.checkins.wordings import WORDINGS
from hoshin.notices.away import Away
from hoshin.org.discussed import Discussed

CARD = Card(
    personal_data=PERSONAL_DATA,
    evidence=EVIDENCE,
    rights=(Grant(CheckInRight.CHECK_IN_OWN, CONTRIBUTORS), Grant(CheckInRight.CHECK_IN_ANY, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    belongings=BELONGINGS,
    notices=notices.KINDS,
    jobs=(REMIND, FORGET_VOTERS, TELL_OF_TEAMS),
    agenda=AGENDA,
    away=(Away("absent", users_absent),),
    discussed=(
        Discussed(
            "check_in",
            "measure__name",
            (
                "measure__code",
                "objective__code",
                "checked_on",
                Coalesce("person__employee_id", "written_by"),
            ),
            "check_ins",
            "objective",
            "objective__code",
            followers=("person", "objective__owner", "objective__goal_reviewer__person"),
            readers=("objective__owner",),
            within=("objective", "objective"),
            followed_also={"objective": ("goal_reviewer__person",)},
        ),
    ),
    things=(
        Thing(
            "check_in",
            _("Check-in"),
            CheckIn,
            policies.check_ins_visible_to,
            policies.THROUGH_GOALS,
            whose=("person",),
        ),
        Thing(
            "blocker",
            _("Blocker"),
            Blocker,
            policies.blockers_visible_to,
            policies.THROUGH_GOALS,
            whose=("raised_by", "raised_to"),
        ),
        Thing(
            "goal_reviewer",
            _("Reviewer of a goal"),
            GoalReviewer,
            policies.goal_reviewers_visible_to,
            policies.THROUGH_GOALS,
            whose=("person",),
        ),
        Thing(
            "acknowledgement",
            _("Acknowledgement"),
            Acknowledgement,
            policies.acknowledgements_visible_to,
            policies.THROUGH_CHECK_INS,
            whose=("person",),
        ),
        Thing(
            "check_in_rules", _("Rules of check-ins"), CheckInRules, policies.check_in_rules_visible_to, policies.OPEN
        ),
        Thing(
            "confidence_vote",
            _("How sure somebody is of a goal of their team"),
            ConfidenceVote,
            policies.votes_visible_to,
            policies.TO_VOTES,
            whose=("person",),
        ),
        Thing("absence", _("Absence"), Absence, policies.absences_visible_to, policies.TO_ABSENCES, whose=("person",)),
    ),
)
