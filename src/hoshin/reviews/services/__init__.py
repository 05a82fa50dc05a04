"""Everything that changes reviews."""

from hoshin.reviews.services.answering import acknowledge_result, answer_appeal, appeal
from hoshin.reviews.services.calibrating import (
    decide_change,
    propose_change,
    propose_changes_of_sheet,
)
from hoshin.reviews.services.closing import changes_waiting, close_writing, release_results
from hoshin.reviews.services.cycles import launch_cycle, remove_cycle, save_cycle
from hoshin.reviews.services.grouping import change_group, count_calibration_time, make_group
from hoshin.reviews.services.handing import hand_over_form, hand_over_forms
from hoshin.reviews.services.others import ask_others
from hoshin.reviews.services.outside import answer_outside, name_outside
from hoshin.reviews.services.packing import packs_in
from hoshin.reviews.services.pay import tell_pay_criteria
from hoshin.reviews.services.peers import agree_to_peer, decline_peer, name_peers
from hoshin.reviews.services.previewing import preview_formula
from hoshin.reviews.services.reminding import remind_writers
from hoshin.reviews.services.screening import read_rater_findings, screen_before_release
from hoshin.reviews.services.templates import remove_template, save_template
from hoshin.reviews.services.writing import hand_in, save_answers, take_back_form

__all__ = [
    "acknowledge_result",
    "agree_to_peer",
    "answer_appeal",
    "answer_outside",
    "appeal",
    "ask_others",
    "change_group",
    "changes_waiting",
    "close_writing",
    "count_calibration_time",
    "decide_change",
    "decline_peer",
    "hand_in",
    "hand_over_form",
    "hand_over_forms",
    "launch_cycle",
    "make_group",
    "name_outside",
    "name_peers",
    "packs_in",
    "preview_formula",
    "propose_change",
    "propose_changes_of_sheet",
    "read_rater_findings",
    "release_results",
    "remind_writers",
    "remove_cycle",
    "remove_template",
    "save_answers",
    "save_cycle",
    "save_template",
    "screen_before_release",
    "take_back_form",
    "tell_pay_criteria",
]
