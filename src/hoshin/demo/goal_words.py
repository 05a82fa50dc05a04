"""What the agency's people want to achieve in half a year, by what they do: written for the demonstration."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """A key result: from a baseline to a target, in a unit of measure."""

    name: str
    uom: str
    baseline: float
    target: float
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal that several may have, each for an area of their own (`{area}`)."""

    name: str
    results: tuple[Result, ...]


AREAS: dict[str, tuple[str, ...]] = {
    "Programs": (
        "water projects",
        "housing projects",
        "youth programs",
        "food programs",
        "climate projects",
        "newcomers",
    ),
    "Partnerships": (
        "the Dene partners",
        "the Inuit partners",
        "the Territories",
        "the Maritimes",
        "the Prairies",
        "British Columbia",
    ),
    "Statistics": (
        "goal 1, poverty",
        "goal 3, health",
        "goal 4, learning",
        "goal 6, water",
        "goal 11, cities",
        "goal 13, climate",
    ),
    "Data engineering": (
        "the release pipeline",
        "the open data portal",
        "the survey database",
        "the case data",
        "the map service",
    ),
    "Evaluation": (
        "the housing program",
        "the youth program",
        "the water program",
        "regional delivery",
        "small grants",
    ),
    "Policy": ("the voluntary review", "the targets of 2030", "the partners abroad", "the Arctic file"),
    "Delivery": (
        "small grants",
        "multi-year grants",
        "first applicants",
        "remote communities",
        "renewals",
        "emergency funding",
    ),
    "Finance": ("claims of grantees", "the month's closing", "travel", "contracts", "forecasts"),
    "Human resources": ("the regions", "Gatineau", "data teams", "new managers", "summer students"),
    "Information technology": ("the case system", "the service desk", "the laptops", "the network", "access rights"),
    "Evidence": ("the branch",),
    "Corporate services": ("the branch",),
    "Leadership and strategy": ("the plan",),
}

LEADING = (
    Goal(
        "Have a team that knows what is expected of it: {unit}",
        (
            Result("1:1s held in the half", "1:1s", 0, 48),
            Result("Goals agreed with the people who have them", "%", 40, 100),
        ),
    ),
    Goal(
        "Take the load off {unit} where it is heaviest",
        (
            Result("Hours of overtime in a week", "hours", 46, 20),
            Result("Days of leave taken as planned", "%", 72, 90),
            Result("Posts filled", "%", 88, 97),
        ),
    ),
    Goal(
        "Give {unit} time to learn",
        (
            Result("Days of learning for each person", "days", 1, 4, 1),
            Result("Lessons of evaluations acted upon", "lessons", 0, 6),
        ),
    ),
)

GOALS = {
    "Programs": (
        Goal(
            "Let {area} start when they should",
            (
                Result("Agreements signed before the season starts", "%", 61, 85),
                Result("Days from approval to first payment", "days", 34, 20),
            ),
        ),
        Goal(
            "Know early where {area} are in trouble",
            (
                Result("Visits to projects", "visits", 0, 18),
                Result("Reports read within ten days", "%", 55, 90),
                Result("Projects with a plan for their main risk", "%", 48, 80),
            ),
        ),
        Goal(
            "Make it easy to apply: {area}",
            (
                Result("Questions in the form", "questions", 64, 38),
                Result("Applicants who finish the form", "%", 58, 75),
            ),
        ),
    ),
    "Partnerships": (
        Goal(
            "Listen before we plan with {area}",
            (
                Result("Meetings held where partners live", "meetings", 0, 8),
                Result("Plans changed after what was heard", "plans", 0, 3),
            ),
        ),
        Goal(
            "Turn talks with {area} into signed targets",
            (
                Result("Agreements signed", "agreements", 1, 3),
                Result("Partner dollars promised, in thousands", "thousand CAD", 120, 420),
            ),
        ),
        Goal(
            "Keep what we promised to {area}",
            (
                Result("Promises kept by their day", "%", 68, 92),
                Result("Letters answered within a week", "%", 60, 95),
            ),
        ),
    ),
    "Statistics": (
        Goal(
            "Publish {area} on the day that we promised",
            (
                Result("Releases on their day", "%", 78, 96),
                Result("Days from source to draft", "days", 12, 7),
            ),
        ),
        Goal(
            "Find mistakes in {area} before readers do",
            (
                Result("Checks that run by themselves", "checks", 14, 40),
                Result("Corrections after release", "corrections", 5, 1),
            ),
        ),
        Goal(
            "Make {area} readable for everybody",
            (
                Result("Pages in plain language", "pages", 3, 15),
                Result("Readers who find what they look for", "%", 52, 70),
                Result("Charts with a text beside them", "%", 35, 100),
            ),
        ),
    ),
    "Data engineering": (
        Goal(
            "Let nobody wait for {area}",
            (
                Result("Runs that end before eight", "%", 82, 98),
                Result("Minutes of a full run", "minutes", 140, 60),
            ),
        ),
        Goal(
            "Make {area} safe to change",
            (
                Result("Steps with a test", "%", 38, 75),
                Result("Changes that had to be taken back", "changes", 6, 2),
            ),
        ),
        Goal(
            "Document {area} so that others can take over",
            (
                Result("Tables described", "%", 30, 90),
                Result("People who can run it alone", "people", 1, 4),
            ),
        ),
    ),
    "Evaluation": (
        Goal(
            "Say what works in {area}, with evidence",
            (
                Result("Interviews done", "interviews", 0, 45),
                Result("Sites visited", "sites", 0, 9),
                Result("Findings agreed with the program", "%", 0, 90),
            ),
        ),
        Goal(
            "See lessons from {area} carried out",
            (
                Result("Recommendations carried out", "%", 44, 75),
                Result("Talks with those who must act", "talks", 0, 12),
            ),
        ),
    ),
    "Policy": (
        Goal(
            "Bring {area} to a decision",
            (
                Result("Options costed", "options", 0, 4),
                Result("Departments that agreed in writing", "departments", 2, 9),
            ),
        ),
        Goal(
            "Give ministers short papers about {area}",
            (
                Result("Pages of the usual paper", "pages", 11, 4),
                Result("Papers on time", "%", 70, 95),
            ),
        ),
    ),
    "Delivery": (
        Goal(
            "Decide {area} within 45 days",
            (
                Result("Files decided within 45 days", "%", 56, 80),
                Result("Files that wait for more than 90 days", "files", 21, 5),
            ),
        ),
        Goal(
            "Get files about {area} right the first time",
            (
                Result("Files without a question back", "%", 62, 80),
                Result("Decisions changed on review", "decisions", 7, 2),
            ),
        ),
        Goal(
            "Meet those who ask for {area} where they are",
            (
                Result("Information sessions held", "sessions", 0, 10),
                Result("Applicants called before they are refused", "%", 35, 90),
                Result("First-time applicants", "applicants", 4, 16),
            ),
        ),
        Goal(
            "Learn the new case system well: {area}",
            (
                Result("Exercises passed", "exercises", 2, 12),
                Result("Minutes to enter a file", "minutes", 48, 25),
            ),
        ),
    ),
    "Finance": (
        Goal(
            "Pay on time: {area}",
            (
                Result("Paid within ten days", "%", 88, 97),
                Result("Payments sent back by the bank", "payments", 9, 2),
            ),
        ),
        Goal(
            "Close {area} without surprises",
            (
                Result("Days to close", "days", 7, 4),
                Result("Entries corrected later", "entries", 23, 8),
            ),
        ),
    ),
    "Human resources": (
        Goal(
            "Fill posts in {area} before the gap is felt",
            (
                Result("Days from advert to offer", "days", 74, 50),
                Result("Managers content with the shortlist", "%", 66, 85),
            ),
        ),
        Goal(
            "Make the first year in {area} a good one",
            (
                Result("Newcomers who met their buddy in the first week", "%", 45, 95),
                Result("Talks after ninety days", "talks", 0, 14),
                Result("Newcomers who stay a year", "%", 81, 92),
            ),
        ),
    ),
    "Information technology": (
        Goal(
            "Keep {area} up when people need it",
            (
                Result("Hours down in office time", "hours", 19, 6),
                Result("Alarms heard before users call", "%", 40, 85),
            ),
        ),
        Goal(
            "Answer people who are stuck with {area}",
            (
                Result("Calls solved the same day", "%", 57, 80),
                Result("Calls open for more than a week", "calls", 34, 10),
            ),
        ),
        Goal(
            "Repair what hurts most in {area}",
            (
                Result("Known faults repaired", "faults", 0, 15),
                Result("Clicks to enter a decision", "clicks", 26, 14),
            ),
        ),
    ),
}
GOALS["Evidence"] = GOALS["Evaluation"]
GOALS["Corporate services"] = GOALS["Human resources"]
GOALS["Leadership and strategy"] = GOALS["Policy"]
