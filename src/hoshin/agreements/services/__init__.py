"""Everything that changes proposals and agreements."""

from hoshin.agreements.services.answering import accept_proposal, answer_question, ask_about, change_terms, end_proposal
from hoshin.agreements.services.bulk import upsert_agreements
from hoshin.agreements.services.cascading import cascade
from hoshin.agreements.services.proposing import propose_goal

__all__ = [
    "accept_proposal",
    "answer_question",
    "ask_about",
    "cascade",
    "change_terms",
    "end_proposal",
    "propose_goal",
    "upsert_agreements",
]
