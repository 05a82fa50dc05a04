"""The agency of the demonstration: made up, with its parts three levels deep."""

from dataclasses import dataclass

NAME = "Horizon 2030 Agency (fictional)"
DOMAIN = "horizon2030.example"
CURRENCY = "CAD"
FISCAL_YEAR_START = 4
ROOT = "H30"


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """A unit: how many people sit in it and not further down, where, and what they do."""

    code: str
    name: str
    parent: str
    people: int
    location: str
    family: str


PARTS = (
    DemoUnit(ROOT, "Horizon 2030 Agency", "", 7, "Ottawa", "Leadership and strategy"),
    DemoUnit("PRG", "Programs Branch", ROOT, 3, "Ottawa", "Programs"),
    DemoUnit("GRA", "Grants and Agreements", "PRG", 15, "Ottawa", "Programs"),
    DemoUnit("COM", "Community Programs", "PRG", 14, "Winnipeg", "Programs"),
    DemoUnit("NIP", "Northern and Indigenous Partnerships", "PRG", 12, "Yellowknife", "Partnerships"),
    DemoUnit("EVD", "Evidence Branch", ROOT, 3, "Gatineau", "Evidence"),
    DemoUnit("IND", "Indicators", "EVD", 14, "Gatineau", "Statistics"),
    DemoUnit("DPL", "Data Platforms", "EVD", 12, "Gatineau", "Data engineering"),
    DemoUnit("EVA", "Evaluation", "EVD", 10, "Ottawa", "Evaluation"),
    DemoUnit("POL", "Policy and Partnerships Branch", ROOT, 3, "Ottawa", "Policy"),
    DemoUnit("PNP", "Provinces and Territories", "POL", 11, "Ottawa", "Partnerships"),
    DemoUnit("INT", "International Affairs", "POL", 9, "Ottawa", "Policy"),
    DemoUnit("REG", "Regional Delivery Branch", ROOT, 3, "Ottawa", "Delivery"),
    DemoUnit("ATL", "Atlantic Region", "REG", 12, "Halifax", "Delivery"),
    DemoUnit("QUE", "Quebec Region", "REG", 19, "Montréal", "Delivery"),
    DemoUnit("ONT", "Ontario Region", "REG", 24, "Toronto", "Delivery"),
    DemoUnit("PRA", "Prairie Region", "REG", 16, "Edmonton", "Delivery"),
    DemoUnit("PAC", "Pacific and Northern Region", "REG", 15, "Vancouver", "Delivery"),
    DemoUnit("COR", "Corporate Services Branch", ROOT, 3, "Gatineau", "Corporate services"),
    DemoUnit("FIN", "Finance", "COR", 14, "Gatineau", "Finance"),
    DemoUnit("HRS", "People and Culture", "COR", 12, "Gatineau", "Human resources"),
    DemoUnit("DIG", "Digital Services", "COR", 19, "Gatineau", "Information technology"),
)
BRANCHES = tuple(part.code for part in PARTS if part.parent == ROOT)
REGIONS = tuple(part.code for part in PARTS if part.parent == "REG")
