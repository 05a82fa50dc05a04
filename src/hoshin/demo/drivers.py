"""Measures of what drives the results: how the agency works, and what its people have to work with."""

from hoshin.base.periods import Frequency
from hoshin.demo.measure import REGION_LOAD, REGION_PACE, SWITCH, Holder, Made, Want, drift, shifted
from hoshin.demo.organisation import REGIONS

_SWITCHED = "The new case system replaced the old one this month; officers worked in both."
_POSTS = {"PRG": 45, "EVD": 40, "POL": 24, "REG": 88, "COR": 46}
_MOOD = {"PRG": 3.0, "EVD": 4.0, "POL": 2.0, "REG": -6.0, "COR": 0.0}

PROCESS = (
    Made(
        "PRO-DAYS", "Days to decide an application", "P1", "REG", "days", shifted(46, 41, 62, 60),
        (Want(red=60, green=48), Want(-1, red=58, green=45)), noise=1.0, direction="lower", weight=3,
        aggregation="ratio", decimals=0, is_key=True, season=0.04, peak=8,
        holders=tuple(Holder(unit, scale=REGION_PACE[unit], volume=REGION_LOAD[unit]) for unit in REGIONS),
        notes={SWITCH: _SWITCHED},
        description="Calendar days from a complete application to the decision: all days divided by all decisions.",
        source="Case system",
    ),
    Made(
        "PRO-DEC", "Applications decided", "P1", "REG", "applications", shifted(1.0, 1.06, 0.82, 0.87),
        (Want(target=225), Want(0, target=235), *(Want(unit=u, target=n * 0.99) for u, n in REGION_LOAD.items())),
        noise=0.02, weight=2, aggregation="sum", decimals=0, season=0.06, peak=11, method="percent_of_target",
        holders=tuple(Holder(unit, scale=REGION_LOAD[unit]) for unit in REGIONS), notes={SWITCH: _SWITCHED},
        description="Approved and refused ones, in the month of the decision.", source="Case system",
    ),
    Made(
        "PRO-OLD", "Applications older than 90 days", "P1", "REG", "applications",
        ((35, 70), (SWITCH + 1, 52), (SWITCH, 60), (SWITCH - 6, 150), (0, 142)), (Want(red=120, green=70),),
        noise=3, direction="lower", aggregation="last", decimals=0,
        description="Complete applications that wait for more than 90 days at the end of the month.",
        source="Case system",
    ),
    Made(
        "REG-45", "Applications decided within 45 days", "REG-1", "REG", "%", shifted(79, 85, 54, 58),
        (Want(red=60, green=80),), noise=1.2, aggregation="weighted_mean", most=100,
        holders=tuple(
            Holder(unit, offset=45 - 45 * REGION_PACE[unit], volume=REGION_LOAD[unit]) for unit in REGIONS
        ),
        description="Share of the month's decisions made within the 45 days that we promise.", source="Case system",
    ),
    Made(
        "ONT-WAIT", "Applications waiting in Ontario", "ONT-1", "ONT", "applications",
        ((35, 110), (SWITCH + 1, 95), (SWITCH, 118), (SWITCH - 7, 240), (0, 228)), (Want(red=190, green=120),),
        noise=4, direction="lower", aggregation="last", decimals=0,
        description="All complete applications that are not decided, at the end of the month.", source="Case system",
    ),
    Made(
        "PRO-LAG", "Days from source to dashboard", "P2", "IND", "days", drift(24, 11), (Want(red=25, green=18),
        Want(-1, red=22, green=16), Want(0, red=20, green=14)), noise=0.8, direction="lower", weight=2, decimals=1,
        description="Days from the release of a source to its figure on our dashboard.", source="Release log",
    ),
    Made(
        "PRO-ERR", "Corrections after release", "P2", "IND", "corrections", drift(3.4, 1.2), (Want(red=12, green=7),),
        noise=0.7, direction="lower", aggregation="sum", window="rolling", window_length=3, decimals=0,
        description="Figures that had to be corrected after release, over the last three months.",
        source="Release log",
    ),
    Made(
        "EVD-TIME", "Figures released on the day promised", "EVD-1", "EVD", "%", drift(89, 97),
        (Want(red=85, green=94),), noise=0.8, most=100,
        description="Releases that came out on the day of the calendar.", source="Release calendar",
    ),
    Made(
        "IND-CHK", "Checks passed at the first run", "IND-1", "IND", "%", drift(92, 97.5), (Want(red=88, green=95),),
        noise=0.6, most=100, description="Automatic checks of new data without a finding.", source="Data platform",
    ),
    Made(
        "PRO-SITE", "Planned site visits that were made", "P3", "GRA", "%", drift(82, 91), (Want(red=70, green=85),),
        noise=1.5, weight=2, most=100, gaps=(5,), notes={4: "Last month's list was lost with a laptop; it cannot be "
        "restored."}, description="Visits to projects against the plan of the month.", source="Visit reports",
    ),
    Made(
        "PRO-AUD", "Serious audit findings that are open", "P3", "GRA", "findings", drift(7.2, 2.2),
        (Want(red=8, green=5), Want(0, red=7, green=4)), noise=0.4, direction="lower", frequency=Frequency.QUARTERLY,
        aggregation="last", decimals=0, description="Findings of the highest class without a finished remedy.",
        source="Internal audit",
    ),
)  # fmt: skip

LEARNING = (
    Made(
        "PEO-TURN", "Staff turnover, twelve months", "L1", "HRS", "%", (), (Want(red=15, green=9),), direction="lower",
        weight=2, formula="100 * rolling([PEO-LEFT], 12) / [PEO-STAFF]", is_key=True,
        description="People who left in the last twelve months for every hundred in post.",
    ),
    Made(
        "PEO-LEFT", "People who left", "L1", "HRS", "people", ((35, 2.0), (24, 2.3), (15, 3.9), (9, 3.6), (4, 2.0),
        (0, 1.7)), (Want(red=11, green=6),), noise=0.5, direction="lower", aggregation="sum", decimals=0, weight=0.5,
        window="rolling", window_length=3, description="Over the last three months, for whatever reason.",
        source="Payroll",
    ),
    Made(
        "PEO-STAFF", "People in post", "L1", "HRS", "people", ((35, 0.97), (20, 1.0), (11, 0.93), (0, 0.985)),
        (Want(low=238, high=255, tolerance=16), *(Want(unit=u, low=n * 0.96, high=n * 1.04, tolerance=n * 0.08)
        for u, n in _POSTS.items())), noise=0.006, direction="band", aggregation="last", decimals=0, weight=0.5,
        holders=tuple(Holder(unit, scale=posts) for unit, posts in _POSTS.items()),
        description="Branches only; the President's office is not counted.", source="Payroll",
    ),
    Made(
        "PEO-ENG", "Engagement of staff", "L1", "HRS", "points", ((35, 71), (20, 70), (11, 58), (0, 67.5)),
        (Want(red=55, green=70),), noise=0.6, frequency=Frequency.QUARTERLY, roll_up="score", decimals=0,
        holders=tuple(Holder(unit, offset=_MOOD[unit]) for unit in _POSTS),
        description="Mean of eight questions, 0 to 100; groups under ten people are not shown.",
        source="Quarterly pulse survey",
    ),
    Made(
        "HRS-VAC", "Days to fill a post", "COR-2", "HRS", "days", ((35, 96), (15, 124), (6, 104), (0, 86)),
        (Want(red=115, green=85),), noise=1.8, direction="lower", decimals=0,
        description="From the day a post falls vacant to the first day of whoever fills it.", source="Recruitment file",
    ),
    Made(
        "HRS-YEAR", "New colleagues still here after a year", "HRS-1", "HRS", "%",
        ((35, 84), (15, 76), (6, 79), (0, 85)), (Want(red=74, green=84),), noise=0.7,
        frequency=Frequency.QUARTERLY, most=100, description="Of those who started a year before.", source="Payroll",
    ),
    Made(
        "TOO-UP", "Availability of the case system", "L2", "DIG", "%", shifted(99.6, 99.7, 96.4, 97.0),
        (Want(red=97.8, green=99.3),), noise=0.12, weight=3, most=100, decimals=1, is_key=True,
        notes={SWITCH: "The new case system went live without a second server."},
        description="Minutes in which officers could work, of all working minutes.", source="Monitoring",
    ),
    Made(
        "TOO-HELP", "Help requests per person", "L2", "DIG", "requests/person", shifted(0.95, 0.9, 1.75, 1.5),
        (Want(red=1.5, green=1.1),), noise=0.05, direction="lower", decimals=2,
        description="Requests to the service desk in the month, divided by people in post.", source="Service desk",
    ),
    Made(
        "COR-LOST", "Hours lost to outages", "COR-1", "DIG", "person-hours", shifted(120, 95, 560, 470),
        (Want(red=400, green=160),), noise=14, direction="lower", aggregation="sum", decimals=0,
        description="Length of each outage times the people who could not work.", source="Monitoring and rosters",
    ),
    Made(
        "DIG-FIX", "Repair of the case system, share done", "DIG-1", "DIG", "share", ((35, 0), (8, 0.0), (0, 0.4)),
        (), direction="milestone", aggregation="last", decimals=2,
        description="Second server, faster search, offline forms, old data moved: done 1, not begun 0.",
        source="Project office",
    ),
    Made(
        "EVA-ACT", "Recommendations carried out, share done", "L3", "EVA", "share", ((35, 0.38), (0, 0.84)), (),
        direction="milestone", aggregation="last", decimals=2, weight=2, frequency=Frequency.QUARTERLY,
        description="Of all recommendations that management agreed to.", source="Register of recommendations",
    ),
    Made(
        "EVA-LRN", "Days of learning per person", "L3", "HRS", "days/person", drift(1.1, 1.55),
        (Want(target=1.2), Want(0, target=1.5)), noise=0.05, frequency=Frequency.QUARTERLY, aggregation="sum",
        decimals=2, description="In the quarter; courses, coaching and visits to other agencies.",
        source="Learning system",
    ),
)  # fmt: skip
