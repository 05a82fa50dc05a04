"""What was said of a goal is acknowledged, and what stands in somebody's way answered, where home names it."""

IN_PLACE = {
    "check_ins_to_acknowledge": "week/_acknowledge_in_place.html",
    "blockers_to_answer": "week/_answer_in_place.html",
}
