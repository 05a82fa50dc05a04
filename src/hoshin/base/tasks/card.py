"""What the queue brings itself."""

from hoshin.base.cards import Card
from hoshin.base.tasks.retention import REMOVE_OLD_JOBS

CARD = Card(jobs=(REMOVE_OLD_JOBS,))
