"""The agency's own strategy: vision to unit objectives, and what is believed to drive what."""

from dataclasses import dataclass

CODE = "H30-PLAN"
NAME = "Horizon 2030: our own scorecard"
VISION = "By 2030 no community in Canada is left behind, and everyone can see how far we have come."
MISSION = (
    "We turn Canada's promise to the 2030 Agenda into funded projects, working partnerships and honest figures: "
    "decided on time, delivered with care, reported in the open."
)
VALUES = (
    "Those furthest behind come first",
    "Plain words and true figures",
    "A promise has a date",
    "We learn in the open",
    "Public money is borrowed trust",
)
ATTRIBUTION = "The Horizon 2030 Agency and its people do not exist; any likeness is chance."


@dataclass(frozen=True, slots=True)
class PlannedPerspective:
    code: str
    name: str
    weight: float
    description: str


@dataclass(frozen=True, slots=True)
class PlannedObjective:
    """An objective of the agency (no `serves`) or of a unit; `unit` is whose head owns it."""

    code: str
    name: str
    perspective: str
    unit: str
    weight: float = 1.0
    serves: str = ""
    theme: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class PlannedLink:
    cause: str
    effect: str
    lag_months: int
    note: str


PERSPECTIVES = (
    PlannedPerspective("FI", "Financial", 20, "Do we use public money well, and does it bring in more?"),
    PlannedPerspective("CU", "Those we serve", 35, "Do communities and readers get what they need from us?"),
    PlannedPerspective("IP", "Internal process", 25, "Do we do well what matters most to those we serve?"),
    PlannedPerspective("LG", "Learning and growth", 20, "Do our people have the skills, tools and lessons they need?"),
)
THEMES = {"SPEED": "Money on time", "REACH": "No one left behind", "OPEN": "Progress in the open"}

OBJECTIVES = (
    PlannedObjective("F1", "Deliver every program within its budget", "FI", "FIN", 2, theme="SPEED"),
    PlannedObjective("F2", "Run a lean agency", "FI", "COR", 1, theme="SPEED"),
    PlannedObjective("F3", "Bring partners' money in beside our own", "FI", "POL", 1, theme="REACH"),
    PlannedObjective("C1", "Give communities funding they can rely on", "CU", "PRG", 3, theme="SPEED"),
    PlannedObjective("C2", "Reach the communities that are furthest behind", "CU", "PRG", 3, theme="REACH"),
    PlannedObjective("C3", "Let everyone see honest progress", "CU", "EVD", 2, theme="OPEN"),
    PlannedObjective("P1", "Decide every application on time", "IP", "REG", 3, theme="SPEED"),
    PlannedObjective("P2", "Publish figures that are fresh and right", "IP", "EVD", 2, theme="OPEN"),
    PlannedObjective("P3", "Look after every grant we make", "IP", "PRG", 2, theme="REACH"),
    PlannedObjective("L1", "Keep skilled people", "LG", "HRS", 2, theme="SPEED"),
    PlannedObjective("L2", "Give people tools that work", "LG", "DIG", 2, theme="SPEED"),
    PlannedObjective("L3", "Act on what evaluations teach us", "LG", "EVA", 1, theme="OPEN"),
)

UNIT_OBJECTIVES = (
    PlannedObjective("PRG-1", "Let communities lead their own projects", "CU", "PRG", serves="C2=1", theme="REACH"),
    PlannedObjective("NIP-1", "Meet northern partners where they live", "CU", "NIP", serves="PRG-1=1", theme="REACH"),
    PlannedObjective("REG-1", "Decide within 45 days in every region", "IP", "REG", serves="P1=2", theme="SPEED"),
    PlannedObjective("ONT-1", "Clear the queue in Ontario", "IP", "ONT", serves="REG-1=1", theme="SPEED"),
    PlannedObjective("QUE-1", "Serve people in the language they choose", "CU", "QUE", serves="C1=1", theme="SPEED"),
    PlannedObjective(
        "EVD-1", "Release every figure on the day promised", "IP", "EVD", serves="P2=1;C3=0.5", theme="OPEN"
    ),
    PlannedObjective("IND-1", "Find mistakes before readers do", "IP", "IND", serves="EVD-1=1", theme="OPEN"),
    PlannedObjective("POL-1", "Agree shared targets with provinces and territories", "FI", "POL", serves="F3=1"),
    PlannedObjective("COR-1", "Run systems that staff can depend on", "LG", "COR", serves="L2=1", theme="SPEED"),
    PlannedObjective("DIG-1", "Repair the new case system for good", "LG", "DIG", serves="COR-1=1", theme="SPEED"),
    PlannedObjective("COR-2", "Fill posts before teams feel the gap", "LG", "COR", serves="L1=1"),
    PlannedObjective("HRS-1", "Make everyone's first year a good one", "LG", "HRS", serves="COR-2=1"),
    PlannedObjective("FIN-1", "Pay grantees and suppliers on time", "FI", "FIN", serves="F1=1;C1=1", theme="SPEED"),
    PlannedObjective("GRA-1", "Sign agreements before the season starts", "CU", "GRA", serves="C1=0.1", theme="SPEED"),
    PlannedObjective("COM-1", "Stand beside projects that begin", "CU", "COM", serves="PRG-1=0.1", theme="REACH"),
    PlannedObjective("DPL-1", "Let no release wait for its data", "IP", "DPL", serves="EVD-1=0.1", theme="OPEN"),
    PlannedObjective("EVA-1", "Bring lessons to those who can act", "LG", "EVA", serves="L3=0.1", theme="OPEN"),
    PlannedObjective("PNP-1", "Be a partner whom provinces call first", "FI", "PNP", serves="POL-1=0.1"),
    PlannedObjective("INT-1", "Report to the United Nations what is true", "CU", "INT", serves="C3=0.1", theme="OPEN"),
    PlannedObjective("ATL-1", "Decide small grants within a month", "IP", "ATL", serves="REG-1=0.1", theme="SPEED"),
    PlannedObjective("PRA-1", "Clear renewals before the spring", "IP", "PRA", serves="REG-1=0.1", theme="SPEED"),
    PlannedObjective("PAC-1", "Reach communities without a road", "IP", "PAC", serves="REG-1=0.1", theme="REACH"),
)

LINKS = (
    PlannedLink("L2", "P1", 1, "Officers can only decide while the case system is up."),
    PlannedLink("L1", "P1", 4, "A new officer needs about four months before deciding alone."),
    PlannedLink("L1", "P2", 6, "Statisticians who stay know the sources."),
    PlannedLink("L3", "P3", 6, "Recommendations carried out show in how grants are looked after."),
    PlannedLink("P1", "C1", 2, "People who wait lose trust in the funding."),
    PlannedLink("P1", "F2", 0, "A late decision is worked on more than once."),
    PlannedLink("P2", "C3", 1, "Fresh figures bring readers."),
    PlannedLink("P3", "C2", 3, "Visits show where money does not arrive."),
    PlannedLink("C1", "F3", 6, "Partners join in where funding is dependable."),
    PlannedLink("C2", "F3", 9, "Partners follow projects that reach people."),
    PlannedLink("C3", "F1", 12, "Open figures keep programs honest about their budgets."),
    PlannedLink("P3", "F1", 3, "Well-kept grants overrun less."),
)
