"""What one team wrote about a year: by whom (their place in the team), and the steps of the ratings."""

from typing import NamedTuple


class DemoReview(NamedTuple):
    """Answers to the four questions in words, and the steps for results, together, craft and learns."""

    achieved: str
    how: str
    differently: str
    next: str
    steps: tuple[int, int, int, int]


BY_MANAGER = {
    "E": DemoReview(
        "The forecast of grants went from five weeks to eleven days. Regions could shift money in "
        "September, when it still "
        "helped; two of them wrote to say so. The reconciliation with the ledger closed without open items "
        "in three quarters of four.",
        "In March the extract broke a day before the board met. She told everybody by nine, rebuilt it from "
        "the payment files, and "
        "said plainly which figure was an estimate. The board decided with it, and the estimate held within "
        "two per cent.",
        "She takes questions of other teams on top of her own work and finishes at night. By June two of "
        "her own dates had moved. "
        "One sign of change would be that she hands one in three of them on.",
        "Lead the move of the forecast to the new case system, with one junior beside her from January. A "
        "course in data modelling "
        "by spring; I hold her calendar free on Fridays for it.",
        (4, 4, 5, 4),
    ),
    "1": DemoReview(
        "Kept the monthly report punctual through a change of chart of accounts, and found the double count "
        "of travel that nobody "
        "had seen for three years.",
        "Writes down what was agreed and sends it the same day. When the new accounts came he made a table "
        "of old and new that "
        "the whole directorate uses now.",
        "Waits long before he asks. The vendor's file was wrong for two weeks before we heard of it; a "
        "question on the first day "
        "would have cost us nothing.",
        "Present the quarter to the directors himself in April. I sit beside him the first time.",
        (3, 4, 4, 3),
    ),
    "2": DemoReview(
        "Half of the agreed cost reviews were delivered. Those that came were sound, and the one on leases "
        "is saving 40,000 a year.",
        "Careful with figures and fair with the people behind them: in the lease review he heard all four "
        "offices before he wrote.",
        "Dates slipped without a word, in May and again in August. I would notice a change if a date that "
        "cannot be kept is "
        "renegotiated a week before, not a week after.",
        "Two reviews at a time, no more, with a day for each agreed in our 1:1. We look at it together in February.",
        (2, 3, 4, 3),
    ),
    "3": DemoReview(
        "Took over the vendor payments in spring. Complaints fell from thirty a month to six, and late "
        "interest to almost nothing.",
        "Called the ten largest vendors in her first month and changed the order of checks after what they "
        "said. She tells others "
        "how it works, so that it runs when she is away.",
        "Her notes for auditors are thin. In the November sample three of twenty could not be followed without her.",
        "Bring the same order of checks to the regions; two visits before summer.",
        (4, 5, 3, 4),
    ),
    "4": DemoReview(
        "Learnt the planning tool in six weeks and carried the whole of the autumn round with it. All units "
        "handed in on the day.",
        "Answers with an example where others send a manual. Three units asked for her by name.",
        "Decides alone where a colleague knows more. The allocation of heating cost had to be undone for that.",
        "Six weeks with the treasury from March on, to see where the figures go.",
        (3, 3, 3, 5),
    ),
}
BY_SELF = {
    "E": DemoReview(
        "The forecast is there on the eleventh day instead of after five weeks. I am proud that regions use "
        "it to decide.",
        "I say early what is an estimate. In March that was hard, and it was right.",
        "I take on too much of other teams and then sit at night. I want to learn to say not now.",
        "The case system, a course in data modelling, and somebody beside me whom I can teach.",
        (4, 4, 4, 3),
    ),
    "1": DemoReview(
        "The report was never late, and the double count of travel is gone.",
        "I write down what we agree. The table of old and new accounts saved everybody hours.",
        "I should ask sooner when a file looks wrong.",
        "I would like to present the figures myself once.",
        (4, 4, 4, 3),
    ),
    "2": DemoReview(
        "The lease review, and three more that were asked for during the year and stand in no goal.",
        "I hear everybody before I write. That takes longer, and nobody had to take a figure back.",
        "Tell dates sooner when they move. In May I was at home with my daughter for two weeks, and nobody "
        "took the reviews.",
        "Fewer at once. And that what comes in between is counted.",
        (4, 4, 4, 3),
    ),
}
# By the lead of the other team, about whoever reports there, one after another.
BY_LEAD = (
    DemoReview(
        "All 212 contracts of the year went through, nine in ten of them within the agreed ten days.",
        "Rings suppliers before a letter goes out. Two disputes of last year ended that way, without a lawyer.",
        "Files are tidy and sit in one head. Over the summer leave nobody found the framework agreement.",
        "Take the shared register over in spring, and write its first page.",
        (4, 4, 3, 4),
    ),
    DemoReview(
        "The payment run was on time in fifty weeks of fifty-two; both misses were told a day before.",
        "Explains a refused invoice so that the office sends it right the next time.",
        "Tries to repair what the case system gets wrong by hand, and late, where a ticket would do.",
        "Speak for the team in the monthly meeting about the case system.",
        (4, 3, 4, 3),
    ),
    DemoReview(
        "Closed 31 of 36 findings of the last audit. The five that are left wait for others.",
        "Shows auditors what is missing before they ask, which has shortened their visit by two days.",
        "Reports are long. The page that directors need comes last.",
        "One page first, then the rest: we try it with the January report.",
        (4, 4, 4, 3),
    ),
    DemoReview(
        "Half of the year in the new role. The register of assets is whole for three of five buildings.",
        "Asks good questions, and thanks people who answer.",
        "Starts a third building while two are nearly done.",
        "Finish two buildings before the next begins; we look at it each second Monday.",
        (3, 4, 3, 4),
    ),
    DemoReview(
        "Cash was never short, and idle cash fell from nine days to four.",
        "Says what a forecast rests on, and who should be asked when it is wrong.",
        "Could let others hold the pen: nobody else has run a month alone yet.",
        "Two months of the year are run by a colleague, with a quiet hour at the end.",
        (5, 4, 4, 4),
    ),
    DemoReview(
        "Travel claims are paid within six days; they took fifteen. The new form did it.",
        "Sat beside four people who hated the old form, before writing the new one.",
        "Defends the form where a wish is simply fair.",
        "Bring two wishes from the offices into each release.",
        (4, 4, 3, 5),
    ),
)
BY_DIRECTOR = {
    "M": DemoReview(
        "The forecast, the vendor payments and the planning round all moved in one year, and nobody left the team.",
        "Gives credit by name and takes the blame without one. Regions come to the team now instead of around it.",
        "Shields the team so well that I hear of trouble late, as with the cost reviews in August.",
        "Tell me of a date when it is in danger, not when it is gone. Lead the move to the case system.",
        (4, 4, 4, 4),
    ),
    "L": DemoReview(
        "Contracts and payments are quicker than ever, and the audit closed with five findings instead of forty.",
        "Fair and exact. Suppliers and auditors say the same of the team, which is rare.",
        "Does the hard files alone. Two people could have learnt from them.",
        "Hand one hard file in three on, and sit beside whoever has it.",
        (4, 3, 5, 4),
    ),
}
# One after another, by whoever is not above: no two people say the same of themselves.
OF_THEMSELVES = (
    DemoReview("Vendor payments run on time, and the ten largest no longer call us.",
               "I ring before I write. Most things end there.",
               "Write down for auditors what I have in my head.", "The same order of checks in two regions.", (4, 5, 3, 4)),
    DemoReview("The planning round closed on its day with all units in it. I had learnt the tool in June.",
               "When somebody is stuck I sit beside them with their own figures.",
               "Ask those who know before I decide, as with the heating cost.", "Some weeks in the treasury.", (3, 3, 4, 5)),
    DemoReview("The forecast, the payments and the planning round moved; the cost reviews did not.",
               "Everybody in the team has heard from me each Monday what matters that week.",
               "I told the director of August too late. I want to say in May that August is in danger.",
               "Lead the move to the case system.", (4, 4, 3, 4)),
    DemoReview("Contracts within ten days, and an audit that found five things.",
               "I read each file that leaves us. That is exact, and it is slow.",
               "Let others hold the hard files, even where I would be quicker.",
               "Teach what I know about audits.", (4, 3, 4, 3)),
    DemoReview("212 contracts, and two disputes that ended on the phone.", "I hear suppliers out before I say what we want.",
               "Put the framework agreements where others find them.", "The shared register.", (4, 4, 3, 4)),
    DemoReview("Two payment runs of fifty-two were late, and both offices knew the day before.",
               "I say why an invoice comes back, in one sentence and by name.",
               "Open a ticket and go home, in place of mending the case system by hand.",
               "Speak for us where the case system is decided.", (4, 3, 3, 3)),
    DemoReview("31 findings are closed. Five wait for the landlord and the bank, and I ask each month.",
               "I show auditors what is missing; they find it anyway.", "Begin with the page that directors read.",
               "Lead an audit once myself.", (4, 4, 4, 3)),
    DemoReview("New since winter. Three of five buildings are in the register, room by room.",
               "I ask until I understand it, and thank whoever explained it.", "Finish one building before the next.",
               "See how another agency keeps its register.", (3, 4, 4, 4)),
    DemoReview("We were never short of cash, and it lies idle for four days where it was nine.",
               "My forecast says what it rests on, and whom to ask.", "Let somebody else run a month while I am there.",
               "A holiday of three weeks without a call.", (4, 4, 4, 4)),
    DemoReview("Travel claims are paid in six days. In spring it was fifteen.",
               "I filled in the old form with four people before I drew the new one.",
               "Listen to wishes without explaining first why it is as it is.", "The form for training next.", (4, 4, 3, 4)),
)  # fmt: skip
OF_THE_HALF_YEAR = DemoReview(
    "Complaints of vendors stayed under ten a month, also through the change of the bank's format.",
    "I showed two colleagues how the checks run, and took my leave without the phone.",
    "The notes for auditors are better and still late: I write them on the last day.",
    "Visit the two regions before winter ends.",
    (4, 4, 3, 4),
)
# Of her reports about the manager: peers and reports are not named.
ABOUT_MANAGER = {
    "E": ("Takes time for each of us on Mondays and remembers what we said.", "Say no upward more often."),
    "1": ("Gives credit in front of directors, by name.", "Tell us sooner when priorities change."),
    "2": ("Fair, also when I was late.", "Ask what came in between before judging dates."),
    "3": ("Lets us decide and stands behind it.", "The Friday meeting could be half as long."),
}
CHANGE = (
    "The lease review and three reviews asked for in between were not in the goals; two weeks of leave in "
    "May were not considered. "
    "The mails of 12 April and 3 June show both."
)
COMMENT = "Thank you for looking again. I still think that the three reviews in between are worth more than a footnote."
APPEAL = (
    "The change in calibration counts my leave in May. The three cost reviews that the directorate asked "
    "for in between are still "
    "not in it: travel in February, printers in June, and storage in September. Each took about a week. "
    "Please look at the "
    "results question again with these."
)
BEGUN = "The half year in which the forecast moved to the case system; the cutover held, with one day's delay."
PAY = (
    "Pay follows the level of the role, and is the same for everybody who begins at it.\n\n"
    "Within a level it rises once after two years with results of 3.0 or more, and once more after another three. "
    "A move to a higher level needs a promotion case; a score alone moves nobody.\n\n"
    "Leave, part time and a move to another directorate do not stop the two years. "
    "Whoever thinks that they were forgotten asks People and Culture, and gets an answer in writing within a month."
)
