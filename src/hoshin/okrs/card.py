"""What okrs brings into the house: cycles and commitments, and the right to write goals of one's own."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.okrs import notices, policies
from hoshin.okrs.models import Commitment, Cycle, CycleResult
from hoshin.okrs.personal_data import PERSONAL_DATA
from hoshin.okrs.policies import OkrsRight
from hoshin.okrs.services.noticing import NOTICE
from hoshin.okrs.sheets import SHEETS
from hoshin.okrs.tracked import TRACKED
from hoshin.okrs.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(Grant(OkrsRight.WRITE_OWN_GOALS, CONTRIBUTORS), Grant(OkrsRight.MANAGE_CYCLES, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    notices=notices.KINDS,
    jobs=(NOTICE,),
    things=(
        Thing("cycle", _("Cycle"), Cycle, policies.cycles_visible_to, policies.TO_CYCLES, named_by="code"),
        Thing(
            "commitment",
            _("Commitment"),
            Commitment,
            policies.commitments_visible_to,
            policies.TO_COMMITMENTS,
            whose=("objective__owner",),
        ),
        Thing(
            "cycle_result",
            _("Cycle result"),
            CycleResult,
            policies.cycle_results_visible_to,
            policies.TO_CYCLE_RESULTS,
            whose=("objective__owner",),
        ),
    ),
)
