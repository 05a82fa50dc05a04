"""What a team of the agency proposes to each other as goals: written for the demonstration.

People are named by their place in the team, as in `conversation_words`. Each goal has its name and its key results: what is
counted, in which unit, from where to where.
"""

from dataclasses import dataclass

from hoshin.demo.goal_words import Result

SERVED = "FIN-1"
SHARE = 0.05


@dataclass(frozen=True, slots=True)
class TalkedGoal:
    """A goal as it is put on the table."""

    name: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class ToldMove:
    """One move: days ago, who, what (`ask`, `answer`, `change`, `accept`, `end`), with which word; a change says to what."""

    days: int
    by: str
    kind: str
    text: str = ""
    goal: TalkedGoal | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """A proposal of a goal of `owner` to or from `counterpart`, and all that came of it."""

    days: int
    by: str
    owner: str
    counterpart: str
    goal: TalkedGoal
    text: str
    moves: tuple[ToldMove, ...] = ()


CASCADE_DAYS = 15
CASCADE_TEXT = "FIN-1 asks us for payment on time. I split it by what each of you pays. Change what is not to be done."
CASCADE = (
    ("1", TalkedGoal("Pay every supplier within 20 days", (Result("Invoices paid in 20 days", "%", 81, 95),))),
    ("3", TalkedGoal("Pay travel within a week", (Result("Travel claims paid in 7 days", "%", 64, 95),))),
    (
        "E",
        TalkedGoal(
            "Pay first instalments the week an agreement is signed",
            (
                Result("First instalments paid within 5 days", "%", 58, 90),
                Result("Agreements without bank details", "agreements", 34, 5),
            ),
        ),
    ),
)
CASCADE_MOVES = {
    "1": (ToldMove(12, "1", "accept", "Agreed. The new scanner makes it possible."),),
    "3": (
        ToldMove(
            9,
            "3",
            "change",
            "A week is not to be had in summer, when everybody travels. In ten days I can promise it.",
            TalkedGoal("Pay travel within ten days", (Result("Travel claims paid in 10 days", "%", 71, 95),)),
        ),
    ),
    "E": (),
}

TALKS = (
    Talk(
        40,
        "D",
        "M",
        "D",
        TalkedGoal("Close the month in four days", (Result("Days to close a month", "days", 7, 4),)),
        "The President wants figures in the first week. Can your team do it?",
        (
            ToldMove(38, "M", "ask", "In four days, or in four with travel? Travel comes in on the second."),
            ToldMove(37, "D", "answer", "With all of it: what comes later is not in the figures."),
            ToldMove(
                35,
                "M",
                "change",
                "Five by December: two of six know the new ledger today. Four from spring on.",
                TalkedGoal("Close the month in five days", (Result("Days to close a month", "days", 7, 5),)),
            ),
            ToldMove(33, "D", "accept", "Five in December, and we look at it again in spring."),
        ),
    ),
    Talk(
        11,
        "2",
        "2",
        "M",
        TalkedGoal(
            "Know what each region will spend",
            (
                Result("Error of the forecast by quarter", "%", 12, 5),
                Result("Regions that send theirs on time", "regions", 2, 6),
            ),
        ),
        "I would like to take on the forecast of the regions, all of it.",
        (ToldMove(7, "M", "ask", "Gladly. Who takes over your supplier calls on Wednesdays?"),),
    ),
    Talk(
        26,
        "1",
        "1",
        "M",
        TalkedGoal("Move all contracts into one register", (Result("Contracts in the register", "%", 15, 100),)),
        "Nobody finds the old ones.",
        (ToldMove(24, "M", "end", "Legal builds that register until March. Please join their group instead."),),
    ),
)
