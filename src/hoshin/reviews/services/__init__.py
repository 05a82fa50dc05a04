"""Everything that changes reviews."""

from hoshin.reviews.services.cycles import launch_cycle, remove_cycle, save_cycle
from hoshin.reviews.services.handing import hand_over_form
from hoshin.reviews.services.peers import agree_to_peer, decline_peer, name_peers
from hoshin.reviews.services.reminding import remind_writers
from hoshin.reviews.services.templates import remove_template, save_template
from hoshin.reviews.services.writing import hand_in, save_answers, take_back_form

__all__ = [
    "agree_to_peer",
    "decline_peer",
    "hand_in",
    "hand_over_form",
    "launch_cycle",
    "name_peers",
    "remind_writers",
    "remove_cycle",
    "remove_template",
    "save_answers",
    "save_cycle",
    "save_template",
    "take_back_form",
]
