"""What accounts brings into the house: users, their roles and tokens, and the rights that several apps ask for."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import ADMINISTRATORS, EVERYONE, OFFICE, Grant, Right
from hoshin.accounts.letters import INVITATION, NEW_PASSWORD
from hoshin.accounts.models import ApiToken, User
from hoshin.accounts.personal_data import PERSONAL_DATA
from hoshin.accounts.policies import TO_TOKENS, TO_USERS, tokens_visible_to, users_visible_to
from hoshin.accounts.sight import Thing
from hoshin.accounts.tracked import TRACKED
from hoshin.accounts.tries import FORGET_TRIES
from hoshin.accounts.wordings import WORDINGS
from hoshin.base.cards import Card

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(
        Grant(Right.SEE, EVERYONE),
        Grant(Right.EXPORT, EVERYONE),
        Grant(Right.SEE_PRIVATE, OFFICE),
        Grant(Right.EDIT_PLAN, OFFICE),
        Grant(Right.IMPORT, OFFICE),
        Grant(Right.SEE_AUDIT, OFFICE),
        Grant(Right.MANAGE_USERS, ADMINISTRATORS),
        Grant(Right.MANAGE_JOBS, ADMINISTRATORS),
        Grant(Right.EDIT_SETTINGS, ADMINISTRATORS),
    ),
    tracked=TRACKED,
    wordings=WORDINGS,
    jobs=(INVITATION, NEW_PASSWORD, FORGET_TRIES),
    things=(
        Thing("user", _("User"), User, users_visible_to, TO_USERS, named_by="email"),
        Thing("token", _("Token"), ApiToken, tokens_visible_to, TO_TOKENS, named_by="prefix"),
    ),
)
