"""The framework that comes with Hoshin: three job families, each on four levels, written for it and free to change."""

from collections.abc import Iterator

from hoshin.growth.models import MoveKind
from hoshin.growth.rows import CareerMoveRow, CompetencyRow, JobRoleRow, RoleExpectationRow

COMPETENCIES = (
    CompetencyRow(
        "COM", "Clear writing", "Working with others",
        "Says what matters so that whoever reads it knows what to do.",
        "Writes notes that colleagues understand after a question or two.",
        "Writes letters and reports that need one correction by somebody else.",
        "Writes so that readers outside decide without asking back; the conclusion stands first.",
        "Edits what others write, and says which sentence misleads and why.",
        "Sets how the organisation writes; its texts are quoted as examples elsewhere.",
    ),
    CompetencyRow(
        "COL", "Working together", "Working with others",
        "Gets things done with people who want something else.",
        "Keeps what was agreed, and says early where that fails.",
        "Asks others for what they know before deciding, and tells them what came of it.",
        "Settles a disagreement with another team without a manager.",
        "Brings people of several units to one result that none of them planned alone.",
        "Builds agreements between organisations that outlast the people who made them.",
    ),
    CompetencyRow(
        "JUD", "Judgement from figures", "Deciding",
        "Reads figures for what they can and cannot say, and decides.",
        "Reads a chart rightly, and asks where the figures come from.",
        "Finds what is odd in figures of the own work, and looks into it.",
        "Tells noise from change, says how sure it is, and decides on that.",
        "Designs what is measured so that a decision can rest on it.",
        "Is asked when figures contradict each other and much depends on it.",
    ),
    CompetencyRow(
        "PLN", "Planning and follow-through", "Deciding",
        "Turns an aim into dated steps, and ends what was begun.",
        "Plans the own week, and says in time what will not be done.",
        "Plans work of a month with others in it, and keeps most dates.",
        "Leads work over several quarters; risks are named before they come.",
        "Runs several undertakings at once, and stops the right one.",
        "Shapes how the organisation plans, so that few things are begun and most are ended.",
    ),
    CompetencyRow(
        "LED", "Leading people", "Leading",
        "Others do better work because of this person.",
        "Shows newcomers how things are done here.",
        "Gives colleagues feedback that they use.",
        "Leads a team: expectations are clear, 1:1s are held, people grow.",
        "Leads leaders; two of them could take over tomorrow.",
        "Changes what the organisation expects of its leaders, by example first.",
    ),
    CompetencyRow(
        "FAN", "Financial analysis", "Finance",
        "Explains where money goes, and what that means.",
        "Prepares statements from a template, and reconciles them.",
        "Explains a variance by its causes, not by its accounts.",
        "Builds a forecast with its range, and says what would change it.",
        "Advises heads of units on choices that cost millions.",
        "Shapes how the organisation values what it funds.",
    ),
    CompetencyRow(
        "CTL", "Controls and compliance", "Finance",
        "Keeps money and records safe without slowing the work.",
        "Follows the rules of payment, and asks where they are silent.",
        "Finds errors in batches of others, and has them mended kindly.",
        "Designs a control that catches what matters and costs little time.",
        "Answers the auditor for a whole area, without a repeated finding.",
        "Sets the standard of controls, and is asked by other organisations.",
    ),
    CompetencyRow(
        "PRC", "Procurement", "Finance",
        "Buys what is needed, fairly and at a good price.",
        "Places orders under a contract that stands.",
        "Runs a small tender from the text to the award.",
        "Runs a tender with negotiations; no complaint is upheld.",
        "Plans what the organisation buys over years, with its suppliers.",
        "Changes the market: suppliers build what is asked for here.",
    ),
    CompetencyRow(
        "SWE", "Software engineering", "Information technology",
        "Writes programs that others can change.",
        "Changes a program under guidance, with a test.",
        "Delivers features alone, tested and documented.",
        "Designs parts of a system that stay simple as they grow.",
        "Decides the architecture of several systems, and removes one a year.",
        "Is known outside for work that others build on.",
    ),
    CompetencyRow(
        "OPS", "Running services", "Information technology",
        "Keeps what people depend on available, and safe.",
        "Follows a runbook, and writes down what it lacks.",
        "Restores a service alone, and finds what broke it.",
        "Sets what a service promises, and measures that it is kept.",
        "Leads the response to a grave outage, and the learning after it.",
        "Shapes how the whole organisation stands failures.",
    ),
    CompetencyRow(
        "DAT", "Data protection and security", "Information technology",
        "Handles data of people as if they were one's own.",
        "Knows which data may leave the building, and asks when unsure.",
        "Applies least access to the own work without being told.",
        "Reviews designs of others for what could go wrong, and finds it.",
        "Sets the measures for a whole area, and tests them.",
        "Advises the management and the commissioner on what is right.",
    ),
    CompetencyRow(
        "SRV", "Serving applicants", "Delivery",
        "People who ask for something are understood and get an answer.",
        "Answers usual questions correctly and kindly.",
        "Handles upset callers, and finds what they need behind what they say.",
        "Decides unusual cases, and explains a refusal so that it is accepted.",
        "Redesigns a service from what applicants go through.",
        "Sets what people may expect of the organisation.",
    ),
    CompetencyRow(
        "ELI", "Deciding eligibility", "Delivery",
        "Applies the terms of a program rightly and evenly.",
        "Checks a file against a list.",
        "Decides usual files alone; one in fifty comes back.",
        "Decides files for which the terms leave room, and writes down why.",
        "Levels decisions between offices, and changes terms that mislead.",
        "Designs the terms of new programs.",
    ),
    CompetencyRow(
        "REG", "Knowing the region", "Delivery",
        "Knows who lives and works here, and is known to them.",
        "Knows the main partners by name.",
        "Visits partners, and brings back what they will not write.",
        "Is called first when something goes wrong in the region.",
        "Speaks for the region where programs are decided.",
        "Is trusted by communities that trust few.",
    ),
)  # fmt: skip
_LEVELS = (("Staff", "S"), ("Senior", "N"), ("Manager", "M"), ("Director", "D"))
# By family: its short code, what each level of it is called and is there for, and what each level expects.
_SHARED = {"COM": (2, 3, 3, 4), "COL": (2, 3, 3, 4), "JUD": (1, 2, 3, 4), "PLN": (2, 2, 3, 4), "LED": (1, 2, 3, 4)}
_FAMILIES = {
    "Finance": (
        "FIN",
        (
            ("Financial analyst", "Keeps the books of programs right, and explains them."),
            ("Senior financial analyst", "Advises programs on what their money does."),
            ("Team lead, finance", "Leads analysts, and answers for their figures."),
            ("Director, finance", "Answers for the money of the organisation."),
        ),
        {"FAN": (2, 3, 3, 4), "CTL": (2, 3, 3, 4), "PRC": (1, 2, 2, 3)},
    ),
    "Information technology": (
        "IT",
        (
            ("Developer or systems analyst", "Builds and runs what colleagues work with."),
            ("Senior developer or systems analyst", "Designs what others build on."),
            ("Team lead, information technology", "Leads a team, and answers for its services."),
            ("Director, digital services", "Answers for all that runs."),
        ),
        {"SWE": (2, 3, 3, 3), "OPS": (2, 3, 3, 4), "DAT": (2, 3, 3, 4)},
    ),
    "Delivery": (
        "DEL",
        (
            ("Grants officer", "Decides applications, and answers applicants."),
            ("Senior grants officer", "Decides what is unusual, and teaches others."),
            ("Team lead, grants", "Leads officers, and answers for their queue."),
            ("Director, region", "Answers for the programs in a region."),
        ),
        {"SRV": (2, 3, 3, 4), "ELI": (2, 3, 3, 4), "REG": (1, 2, 3, 4)},
    ),
}


def _code(family: str, level: int) -> str:
    return f"{_FAMILIES[family][0]}-{_LEVELS[level][1]}"


def role_rows() -> list[JobRoleRow]:
    """The roles: each family on each level."""
    return [
        JobRoleRow(_code(family, at), name, family, _LEVELS[at][0], purpose)
        for family, (_short, names, _own) in _FAMILIES.items()
        for at, (name, purpose) in enumerate(names)
    ]


def expectation_rows() -> list[RoleExpectationRow]:
    """What each role expects: what all do, and what its family does."""
    return [
        RoleExpectationRow(_code(family, at), competency, levels[at])
        for family, (_short, _names, own) in _FAMILIES.items()
        for at in range(len(_LEVELS))
        for competency, levels in {**_SHARED, **own}.items()
    ]


def _upward() -> Iterator[CareerMoveRow]:
    notes = (
        "A year of files that did not come back, and one topic that others ask you about.",
        "You have stood in for a lead, and asked for feedback on it.",
        "Two teams at least know you as a lead; you have led something across branches.",
    )
    for family in _FAMILIES:
        for at, note in enumerate(notes):
            yield CareerMoveRow(_code(family, at), _code(family, at + 1), MoveKind.UPWARD.value, note)


MOVES = (
    *_upward(),
    CareerMoveRow("DEL-N", "FIN-N", MoveKind.ELSEWHERE.value, "Officers know why payments fail; the rest is learnt."),
    CareerMoveRow("DEL-S", "IT-S", MoveKind.ELSEWHERE.value, "Through the service desk: you know what officers mean."),
    CareerMoveRow("FIN-N", "IT-N", MoveKind.ELSEWHERE.value, "Systems of finance need people who know both sides."),
    CareerMoveRow("FIN-N", "DEL-M", MoveKind.ELSEWHERE.value, "A lead who can read a budget: bring a year in a region."),
    CareerMoveRow("IT-M", "DEL-M", MoveKind.SIDEWAYS.value, "Leading stays the same; the service is another."),
    CareerMoveRow("DEL-M", "FIN-M", MoveKind.SIDEWAYS.value, "For leads whose offices kept their budgets."),
)  # fmt: skip
