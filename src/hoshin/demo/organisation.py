"""The agency of the demonstration: made up, with its parts three levels deep."""

from dataclasses import dataclass

NAME = "Horizon 2030 Agency (fictional)"
DOMAIN = "horizon2030.example"
CURRENCY = "CAD"
FISCAL_YEAR_START = 4
ROOT = "H30"


@dataclass(frozen=True, slots=True)
class Part:
    """A unit: how many people sit in it and not further down, where, and what they do."""

    code: str
    name: str
    parent: str
    people: int
    location: str
    family: str


PARTS = (
    Part(ROOT, "Horizon 2030 Agency", "", 7, "Ottawa", "Leadership and strategy"),
    Part("PRG", "Programs Branch", ROOT, 3, "Ottawa", "Programs"),
    Part("GRA", "Grants and Agreements", "PRG", 15, "Ottawa", "Programs"),
    Part("COM", "Community Programs", "PRG", 14, "Winnipeg", "Programs"),
    Part("NIP", "Northern and Indigenous Partnerships", "PRG", 12, "Yellowknife", "Partnerships"),
    Part("EVD", "Evidence Branch", ROOT, 3, "Gatineau", "Evidence"),
    Part("IND", "Indicators", "EVD", 14, "Gatineau", "Statistics"),
    Part("DPL", "Data Platforms", "EVD", 12, "Gatineau", "Data engineering"),
    Part("EVA", "Evaluation", "EVD", 10, "Ottawa", "Evaluation"),
    Part("POL", "Policy and Partnerships Branch", ROOT, 3, "Ottawa", "Policy"),
    Part("PNP", "Provinces and Territories", "POL", 11, "Ottawa", "Partnerships"),
    Part("INT", "International Affairs", "POL", 9, "Ottawa", "Policy"),
    Part("REG", "Regional Delivery Branch", ROOT, 3, "Ottawa", "Delivery"),
    Part("ATL", "Atlantic Region", "REG", 12, "Halifax", "Delivery"),
    Part("QUE", "Quebec Region", "REG", 19, "Montréal", "Delivery"),
    Part("ONT", "Ontario Region", "REG", 24, "Toronto", "Delivery"),
    Part("PRA", "Prairie Region", "REG", 16, "Edmonton", "Delivery"),
    Part("PAC", "Pacific and Northern Region", "REG", 15, "Vancouver", "Delivery"),
    Part("COR", "Corporate Services Branch", ROOT, 3, "Gatineau", "Corporate services"),
    Part("FIN", "Finance", "COR", 14, "Gatineau", "Finance"),
    Part("HRS", "People and Culture", "COR", 12, "Gatineau", "Human resources"),
    Part("DIG", "Digital Services", "COR", 19, "Gatineau", "Information technology"),
)
BRANCHES = tuple(part.code for part in PARTS if part.parent == ROOT)
REGIONS = tuple(part.code for part in PARTS if part.parent == "REG")
