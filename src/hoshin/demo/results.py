"""Measures of what the agency achieves: money, and those it serves."""

from hoshin.base.periods import Frequency
from hoshin.demo.measure import SWITCH, Holder, Made, Want, drift, shifted
from hoshin.demo.organisation import REGIONS

_TRUST = dict(zip(REGIONS, (4.0, 3.0, -6.0, -1.0, 2.0), strict=True))

FINANCIAL = (
    Made(
        "FIN-VAR", "Spending against plan", "F1", "FIN", "%", ((35, 3.6), (20, 2.1), (0, 0.9)),
        (Want(low=-3, high=3, tolerance=4),), noise=0.8, direction="band", weight=2, is_key=True,
        description="How far spending since the start of the fiscal year lies above or below plan.",
        source="Ledger, closed on the fourth working day",
    ),
    Made(
        "FIN-FCST", "Error of the year-end forecast", "F1", "FIN", "%", drift(5.2, 2.4),
        (Want(red=6, green=3.5), Want(0, red=5, green=3)), noise=0.3, direction="lower", frequency=Frequency.QUARTERLY,
        description="Distance between forecast and final spending, whichever way it was missed.",
        source="Finance, quarterly forecast",
    ),
    Made(
        "FIN-ADM", "Running costs in all spending", "F2", "FIN", "%", drift(11.6, 9.6),
        (Want(red=13, green=11.5), Want(-1, red=12.5, green=11), Want(0, red=12, green=10.5)), noise=0.25,
        direction="lower", weight=2, season=0.03, peak=3,
        description="Salaries, rent and systems as a share of everything spent.", source="Ledger",
    ),
    Made(
        "FIN-COST", "Cost of deciding applications", "F2", "REG", "CAD", shifted(176_000, 178_000, 171_000, 168_000),
        (Want(target=180_000, tolerance=40_000), Want(0, target=176_000, tolerance=40_000)), noise=3_500,
        direction="lower", weight=0.5, aggregation="sum", decimals=0,
        method="percent_of_target", description="Time and travel booked on applications before they are decided.",
        source="Time sheets at standard rates",
    ),
    Made(
        "FIN-CPD", "Cost of a decision", "F2", "REG", "CAD/application", (),
        (Want(red=1000, green=850),), direction="lower", formula="[FIN-COST] / [PRO-DEC]", aggregation="mean",
        decimals=0, description="What it costs to decide one application, whatever the decision.",
    ),
    Made(
        "FIN-LEV", "Partner dollars for each federal dollar", "F3", "POL", "ratio", drift(0.66, 0.92),
        (Want(baseline=0.5, target=0.75), Want(-1, baseline=0.5, target=0.85), Want(0, baseline=0.5, target=0.95)),
        noise=0.03, weight=2, aggregation="ratio", decimals=2, is_key=True,
        holders=(Holder("", volume=6400.0),),
        description="Money that partners signed for, in thousands of dollars, for each thousand of ours.",
        source="Signed agreements",
    ),
    Made(
        "POL-AGR", "Agreements in force with provinces and territories", "POL-1", "PNP", "agreements",
        ((35, 3), (24, 5), (12, 8), (0, 11)), (Want(baseline=3, target=13),), aggregation="last", decimals=0,
        trajectory="linear", due_in=13, description="Thirteen are wanted: one with each province and territory.",
        source="Register of agreements",
    ),
    Made(
        "FIN-PAY", "Grantees paid within ten days", "FIN-1", "FIN", "%", drift(86, 95.5), (Want(red=80, green=92),),
        noise=0.8, most=100, late=True, lag=0, serves="C1=1",
        description="Payments that reach the grantee within ten days of the signed claim.", source="Payment system",
    ),
    Made(
        "FIN-INV", "Invoices without a query", "FIN-1", "FIN", "%", drift(88, 94), (Want(red=82, green=90),),
        noise=0.7, most=100, description="Invoices paid as they came in.", source="Payment system",
    ),
)  # fmt: skip

SERVED = (
    Made(
        "CUS-SAT", "Satisfaction of applicants", "C1", "REG", "points", shifted(79, 80, 70, 67.5),
        (Want(red=60, green=75),), noise=1.1, weight=2, roll_up="score", aggregation="mean", is_key=True,
        holders=tuple(Holder(unit, offset=_TRUST[unit]) for unit in REGIONS),
        notes={SWITCH: "Comments name the wait, not the officers."},
        description="Mean of five questions, 0 to 100, asked after every decision, approved or not.",
        source="Survey after each decision",
    ),
    Made(
        "CUS-CMP", "Complaints per hundred applications", "C1", "REG", "complaints", shifted(2.0, 1.8, 3.1, 2.7),
        (Want(red=4, green=2.2),), noise=0.15, direction="lower", decimals=1,
        description="Formal complaints against the number of applications decided.", source="Complaints register",
    ),
    Made(
        "CUS-REACH", "Grants to communities furthest behind", "C2", "PRG", "%", drift(28.5, 37.5),
        (Want(baseline=27, target=41),), noise=0.5, weight=2, trajectory="linear", due_in=14, is_key=True,
        description="Share of grant money that goes to the fifth of communities with the greatest need.",
        source="Grant system and index of community need",
    ),
    Made(
        "CUS-NEW", "Grants to first-time applicants", "C2", "PRG", "%", drift(18.5, 25.5),
        (Want(red=14, green=20), Want(0, red=16, green=23)), noise=0.6, frequency=Frequency.QUARTERLY,
        description="Share of approved grants whose holder never had one before.", source="Grant system",
    ),
    Made(
        "PRG-LED", "Projects led by the community itself", "PRG-1", "COM", "%", drift(37, 49),
        (Want(red=30, green=44),), noise=0.8,
        description="Running projects whose lead lives in the community.", source="Grant system",
    ),
    Made(
        "NIP-VIS", "Northern partners visited", "NIP-1", "NIP", "visits", drift(5.0, 6.8),
        (Want(target=5), Want(0, target=6)), noise=0.5, aggregation="sum", decimals=0, season=0.1, peak=7,
        description="Partners met in their own community.", source="Travel register",
    ),
    Made(
        "QUE-LANG", "Applicants served in the language they chose", "QUE-1", "QUE", "%", drift(98.0, 99.0),
        (Want(red=95, green=98),), noise=0.2, most=100, decimals=1,
        description="Letters and calls in the language named on the form.", source="Call and letter samples",
    ),
    Made(
        "CUS-WEB", "Visits to the progress dashboard", "C3", "EVD", "visits", drift(41_000, 66_000),
        (Want(baseline=38_000, target=70_000),), noise=900, aggregation="sum", decimals=0, season=0.22, peak=7,
        trajectory="seasonal", due_in=14, description="Visits by people, robots left out. They peak in July, when "
        "countries report to the United Nations.", source="Web server, robots removed",
    ),
    Made(
        "CUS-EASY", "Readers who find our reports easy to understand", "C3", "EVD", "%", ((35, 64), (12, 71), (0, 77)),
        (Want(target=70), Want(0, target=75)), noise=0.5, frequency=Frequency.ANNUAL, method="ratio",
        description="Asked of a random sample of readers once a year.", source="Readers' survey",
    ),
)  # fmt: skip
