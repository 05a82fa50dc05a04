"""What was said of a goal is acknowledged where home names it."""

IN_PLACE = {"check_ins_to_acknowledge": "week/_acknowledge_in_place.html"}
