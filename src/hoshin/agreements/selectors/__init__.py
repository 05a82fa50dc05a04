"""What is found of proposals and agreements, and how far expectations are agreed."""

from hoshin.agreements.selectors.expectations import (
    Expectations,
    PersonExpectations,
    agreed_within,
    expectations_in,
    expectations_of,
)
from hoshin.agreements.selectors.proposals import (
    TalkMove,
    agreements_of,
    moves_of,
    moves_of_each,
    open_proposals_of_reports,
    people_to_propose_to,
    proposal_by_number,
    proposal_for_goal,
    proposals_awaited,
    proposals_of_cascade,
    settled_lately,
    units_to_propose_to,
    waiting_for,
)

__all__ = [
    "Expectations",
    "PersonExpectations",
    "TalkMove",
    "agreed_within",
    "agreements_of",
    "expectations_in",
    "expectations_of",
    "moves_of",
    "moves_of_each",
    "open_proposals_of_reports",
    "people_to_propose_to",
    "proposal_by_number",
    "proposal_for_goal",
    "proposals_awaited",
    "proposals_of_cascade",
    "settled_lately",
    "units_to_propose_to",
    "waiting_for",
]
