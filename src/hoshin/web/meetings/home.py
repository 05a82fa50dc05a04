"""An action item is done, and a 1:1 accepted, where home names it."""

IN_PLACE = {
    "action_items_due": "meetings/_done_in_place.html",
    "one_on_ones_to_answer": "meetings/_accept_in_place.html",
}
