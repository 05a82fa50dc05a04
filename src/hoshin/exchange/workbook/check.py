"""Checks a workbook against what is stored, before anything is written: all faults at once, or a draft to apply."""

from hoshin.accounts.access import Actor
from hoshin.exchange.workbook.check_actuals import check_actuals, infer_from_actuals
from hoshin.exchange.workbook.check_closed import check_closed_periods, check_closed_scores, check_overrides
from hoshin.exchange.workbook.check_measures import check_measures, check_targets, draft_targets
from hoshin.exchange.workbook.check_plans import draft_plans, place_in_plans, settle_plans
from hoshin.exchange.workbook.check_structure import check_links, check_objectives, check_people, check_units
from hoshin.exchange.workbook.draft import Checking, Draft
from hoshin.exchange.workbook.edges import check_edges
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.matching import matched
from hoshin.exchange.workbook.places import check_places
from hoshin.exchange.workbook.rows import draft_sheet
from hoshin.exchange.workbook.tables import Workbook

_PLAINLY_DRAFTED = ("units", "people", "perspectives", "themes", "objectives", "causal_links", "measures", "edges",
                    "unit_places", "closed_periods", "closed_scores", "status_overrides")  # fmt: skip


def check(workbook: Workbook, actor: Actor) -> tuple[Draft, list[str]]:
    """The draft of an import, with notices. Invalid: everything that is wrong, with sheet, row and column."""
    faults, notices = Faults(), list(workbook.notices)
    checking = Checking(actor, matched(workbook, faults, notices), faults, notices)
    for name in _PLAINLY_DRAFTED:
        draft_sheet(checking, name)
    draft_plans(checking)
    infer_from_actuals(checking)
    draft_targets(checking)
    check_units(checking)
    check_people(checking)
    place_in_plans(checking)
    check_objectives(checking)
    check_measures(checking)
    check_links(checking)
    settle_plans(checking)
    check_targets(checking)
    check_actuals(checking)
    check_edges(checking)
    check_places(checking)
    check_closed_periods(checking)
    check_closed_scores(checking)
    check_overrides(checking)
    faults.raise_if_any()
    return checking.draft, notices
