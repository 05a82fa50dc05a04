"""A value is let count where home names it."""

IN_PLACE = {"values_to_approve": "approvals/_in_place.html"}
