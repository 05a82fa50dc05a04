"""What initiatives bring into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.initiatives import notices, policies
from hoshin.initiatives.belonging import BELONGINGS
from hoshin.initiatives.finds import FINDS
from hoshin.initiatives.models import (
    Baseline,
    ExpectedEffect,
    Initiative,
    InitiativeCost,
    InitiativeFile,
    Milestone,
    MilestoneDependency,
    TeamMember,
)
from hoshin.initiatives.personal_data import PERSONAL_DATA
from hoshin.initiatives.policies import InitiativeRight
from hoshin.initiatives.sheets import SHEETS
from hoshin.initiatives.tracked import TRACKED
from hoshin.initiatives.wordings import WORDINGS
from hoshin.org.discussed import Discussed

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(Grant(InitiativeRight.WRITE_OWN, CONTRIBUTORS), Grant(InitiativeRight.WRITE_ANY, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    finds=FINDS,
    notices=notices.KINDS,
    belongings=BELONGINGS,
    discussed=(
        Discussed(
            "initiative",
            "name",
            ("code",),
            "initiatives",
            "initiative",
            followers=("owner", "team__person"),
            readers=("owner", "team__person", "milestones__owner"),
        ),
    ),
    things=(
        Thing(
            "initiative",
            _("Initiative"),
            Initiative,
            policies.initiatives_visible_to,
            policies.TO_INITIATIVES,
            named_by="code",
            whose=("owner",),
        ),
        Thing(
            "expected_effect",
            _("What an initiative serves"),
            ExpectedEffect,
            policies.effects_visible_to,
            policies.TO_EFFECTS,
        ),
        Thing(
            "team_member",
            _("Team of an initiative"),
            TeamMember,
            policies.team_visible_to,
            policies.THROUGH_INITIATIVES,
            whose=("person",),
        ),
        Thing(
            "milestone",
            _("Milestone"),
            Milestone,
            policies.milestones_visible_to,
            policies.THROUGH_INITIATIVES,
            whose=("owner",),
        ),
        Thing(
            "milestone_dependency",
            _("What a milestone waits for"),
            MilestoneDependency,
            policies.dependencies_visible_to,
            policies.TO_DEPENDENCIES,
        ),
        Thing(
            "initiative_cost",
            _("Cost of an initiative"),
            InitiativeCost,
            policies.costs_visible_to,
            policies.THROUGH_INITIATIVES,
        ),
        Thing(
            "initiative_file",
            _("File on an initiative"),
            InitiativeFile,
            policies.initiative_files_visible_to,
            policies.THROUGH_INITIATIVES,
        ),
        Thing(
            "baseline",
            _("Agreed plan of an initiative"),
            Baseline,
            policies.baselines_visible_to,
            policies.THROUGH_INITIATIVES,
        ),
    ),
)
