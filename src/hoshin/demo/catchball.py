"""Goals that one team talks about: proposed, asked about, changed, agreed, ended, each move by whoever makes it."""

from collections.abc import Callable, Iterator, Sequence

from hoshin.accounts.access import Actor
from hoshin.agreements.models import Proposal
from hoshin.agreements.services import (
    accept_proposal,
    answer_question,
    ask_about,
    cascade,
    change_terms,
    end_proposal,
    propose_goal,
)
from hoshin.agreements.services.cascading import CascadeShare
from hoshin.agreements.terms import ServedTerm, Terms
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.demo import plan
from hoshin.demo.catchball_words import (
    CASCADE,
    CASCADE_DAYS,
    CASCADE_MOVES,
    CASCADE_TEXT,
    SERVED,
    SHARE,
    TALKS,
    Talk,
    TalkedGoal,
    ToldMove,
)
from hoshin.demo.team import DemoTeam, SayingStep, days_ago
from hoshin.okrs.rows import KeyResultDraft
from hoshin.strategy.models import Objective

_ANSWERS: dict[str, Callable[..., object]] = {
    "ask": ask_about,
    "answer": answer_question,
    "accept": accept_proposal,
    "end": end_proposal,
}


def catchball(team: DemoTeam) -> Iterator[SayingStep]:
    """All moves, with the instant of each."""
    for talk in TALKS:
        yield days_ago(talk.days, 9), lambda talk=talk: _propose(team, talk)
        yield from _moves(team, talk.owner, talk.goal, talk.moves)
    yield days_ago(CASCADE_DAYS, 9), lambda: _cascade(team)
    for place, goal in CASCADE:
        yield from _moves(team, place, goal, CASCADE_MOVES[place])


def _propose(team: DemoTeam, talk: Talk) -> None:
    owner, counterpart = team.people[talk.owner], team.people[talk.counterpart]
    terms = _terms(talk.goal)
    propose_goal(team.actors[talk.by], owner=owner, counterpart=counterpart, terms=terms, text=talk.text)


def _cascade(team: DemoTeam) -> None:
    shares = [CascadeShare(team.people[place], _terms(goal)) for place, goal in CASCADE]
    cascade(team.actors["M"], parent=Objective.objects.get(code=SERVED), shares=shares, text=CASCADE_TEXT)


def _moves(team: DemoTeam, owner: str, goal: TalkedGoal, moves: Sequence[ToldMove]) -> Iterator[SayingStep]:
    for move in moves:
        yield days_ago(move.days, 11), lambda move=move: _move(team.actors[move.by], team, owner, goal, move)


def _move(actor: Actor, team: DemoTeam, owner: str, goal: TalkedGoal, move: ToldMove) -> None:
    proposal = Proposal.objects.get(owner=team.people[owner], terms__name=goal.name)
    if move.goal is not None:
        change_terms(actor, proposal=proposal, terms=_terms(move.goal), text=move.text)
    else:
        _ANSWERS[move.kind](actor, proposal=proposal, text=move.text)


def _terms(goal: TalkedGoal) -> Terms:
    """A goal of the half that runs, which serves what the unit is there for."""
    half = Period.containing(clock.today(), Frequency.HALF_YEARLY)
    served = Objective.objects.get(code=SERVED)
    return Terms(
        name=goal.name,
        plan=plan.CODE,
        start_date=half.start,
        due_date=half.end,
        cycle=str(half),
        serves=(ServedTerm(served.code, served.name, SHARE),),
        key_results=tuple(
            KeyResultDraft(result.name, result.baseline, result.target, result.uom) for result in goal.results
        ),
    )
