"""What of 1:1s goes to somebody else when one of the two leaves: what they were to do. The series ends by itself."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.meetings.models import ActionItem
from hoshin.meetings.policies import open_items_to_hand_over
from hoshin.meetings.services.actions import hand_over_action_item
from hoshin.org.belongings import Belonging
from hoshin.org.models import Person


def _give(actor: Actor, item: ActionItem, person: Person) -> None:
    hand_over_action_item(actor, item=item, to=person)


BELONGINGS = (
    Belonging(
        "action_item",
        _("Open action items of their 1:1s"),
        open_items_to_hand_over,
        "owner",
        _give,
        "person",
        "employee_id",
    ),
)
