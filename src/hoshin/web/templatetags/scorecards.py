"""Filters of the pages that show scores stand in `face` now; the name goes with the last template that loads it."""

from django import template

register = template.Library()
