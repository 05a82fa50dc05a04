"""What people of the agency may learn from: forty entries, with sessions, requests and records."""

from datetime import date, timedelta

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.growth.models import LearningItem
from hoshin.growth.rows import LearningItemRow
from hoshin.growth.services import add_learning_session, ask_to_learn, record_learning, upsert_learning
from hoshin.org.models import Person

_SCHOOL, _OWN = "School of Public Service (fictional)", "Horizon 2030 Agency"


def _entry(
    code: str, name: str, kind: str, skills: str, hours: float, cost: float | None, more: str, **said: object
) -> LearningItemRow:
    by = _SCHOOL if cost else _OWN
    return LearningItemRow(code, name, kind, by, more, tuple(skills.split()), hours, cost, **said)  # type: ignore[arg-type]


CATALOGUE = (
    _entry("W1", "Write the conclusion first", "course", "COM=3", 8, 320,
           "One day with your own letters: what the reader must do stands in the first line."),
    _entry("W2", "Letters that are not answered by a call", "work", "COM=3", 6, None,
           "Take ten letters that led to calls, write them anew, and count the calls."),
    _entry("W3", "Edit a colleague", "coaching", "COM=4", 10, None,
           "Five texts of colleagues over ten weeks, each with three marks and no more."),
    _entry("W4", "Briefing a minister in one page", "course", "COM=5", 14, 900,
           "Two days with people who read such pages.", requires="W1"),
    _entry("W5", "Plain words for money", "online", "COM=2 FAN=2", 3, None,
           "Twenty sentences of statements, said so that an officer understands them."),
    _entry("T1", "Disagree and settle it", "course", "COL=3", 7, 280,
           "Practise with actors on three disputes that we really had."),
    _entry("T2", "A week with another branch", "work", "COL=3", 35, None,
           "Sit with a branch whose work you receive, and bring back two things that you will change."),
    _entry("T3", "Agreements between organisations", "course", "COL=5", 14, 850,
           "How agreements last when those who made them have left."),
    _entry("T4", "Meetings that end with a decision", "online", "COL=2 PLN=2", 2, None,
           "Four short films and a sheet for your next meeting."),
    _entry("J1", "Noise or change?", "online", "JUD=3", 4, None,
           "Control charts by hand on our own waiting times."),
    _entry("J2", "Ask where a figure comes from", "reading", "JUD=2", 2, None,
           "Nine pages and six questions for any chart."),
    _entry("J3", "Designing what is measured", "course", "JUD=4", 14, 760,
           "From a decision back to the figure that it needs."),
    _entry("J4", "Forecasts with their range", "course", "JUD=4 FAN=3", 8, 410,
           "Say how sure you are, and be right as often as you say."),
    _entry("J5", "When figures contradict each other", "coaching", "JUD=5", 12, None,
           "Three cases with the head of Indicators.", requires="J3"),
    _entry("P1", "Plan a week and keep it", "online", "PLN=2", 2, None,
           "What you will not do stands on the plan as well."),
    _entry("P2", "Lead work over quarters", "course", "PLN=3", 14, 690,
           "Risks before they come, dates that hold, and stopping in time."),
    _entry("P3", "Stop the right thing", "reading", "PLN=4", 3, None,
           "How four agencies ended what did not work, and what it cost them to wait."),
    _entry("P4", "Run a portfolio", "course", "PLN=4", 21, 1400,
           "Three days for directors and those on the way.", requires="P2"),
    _entry("L1", "Show a newcomer how it is done", "work", "LED=2", 12, None,
           "Accompany one newcomer for a month by the guide."),
    _entry("L2", "Feedback that is used", "course", "LED=2 COL=2", 7, 260,
           "A situation, what was done, its effect. Ten times, until it is easy."),
    _entry("L3", "First team", "course", "LED=3", 28, 1900,
           "Four days over half a year for new leads: expectations, 1:1s, and the first hard talk."),
    _entry("L4", "Lead for a month", "work", "LED=3", 40, None,
           "Stand in for a lead who is away, with a talk each Friday."),
    _entry("L5", "Leading leaders", "course", "LED=4", 21, 2400,
           "For directors: who could take over tomorrow?", requires="L3"),
    _entry("F1", "Variances by their causes", "course", "FAN=3", 7, 340,
           "Your own month: from accounts to what happened."),
    _entry("F2", "What programs want to know about money", "work", "FAN=3", 8, None,
           "Three talks with program heads, and one page of what you will do otherwise."),
    _entry("F3", "Value for money over ten years", "course", "FAN=5", 14, 1100,
           "How to compare what costs now with what helps later."),
    _entry("F4", "Design a control", "course", "CTL=3", 7, 380,
           "It catches what matters, and costs less than it saves."),
    _entry("F5", "Answer the auditor", "coaching", "CTL=4", 9, None,
           "Prepare one audit with somebody who has led three."),
    _entry("F6", "A small tender from text to award", "course", "PRC=2", 7, 300,
           "With the forms that we really use."),
    _entry("F7", "Tenders with negotiations", "course", "PRC=3", 14, 820,
           "No complaint is upheld, because none has a ground.", requires="F6"),
    _entry("S1", "Tests before code", "online", "SWE=2", 6, None,
           "A small service, changed nine times without fear."),
    _entry("S2", "Systems that stay simple", "course", "SWE=3", 14, 950,
           "What to leave out, and how to see it in time."),
    _entry("S3", "Restore a service", "work", "OPS=2", 8, None,
           "Twice a year we break one on purpose: restore it alone."),
    _entry("S4", "What a service promises", "course", "OPS=3", 7, 520,
           "Objectives for services that users would sign."),
    _entry("S5", "Designs of others: what could go wrong?", "coaching", "DAT=3", 9, None,
           "Six reviews beside the security lead."),
    _entry("D1", "Upset callers", "course", "SRV=2", 7, 240,
           "What they need behind what they say, with recorded calls."),
    _entry("D2", "Refuse so that it is accepted", "course", "SRV=3 COM=3", 7, 290,
           "Ten refusals of last year, said anew."),
    _entry("D3", "Files that leave room", "coaching", "ELI=3", 12, None,
           "Decide eight of them with a senior officer, and write down why."),
    _entry("D4", "A visit to a partner", "work", "REG=2", 6, None,
           "Prepare, listen, and bring back what they will not write."),
    _entry("M1", "Personal data in our work", "online", "DAT=1", 1.5, None,
           "What may leave the building, and whom to ask. For everybody, each year.", is_mandatory=True, valid_months=12),
)  # fmt: skip


def offer_learning(office: Actor, manager: User, employee: User, face: str) -> None:
    """Bring the catalogue in, with sessions to come; let the team ask, learn and be due."""
    upsert_learning(office, CATALOGUE)
    items = {row.code: row for row in LearningItem.objects.all()}
    today = clock.today()
    sessions = {
        code: add_learning_session(
            office, item=items[code], starts_on=today + timedelta(days=days), seats=seats, place=place
        )
        for code, days, seats, place in (
            ("W1", 21, 12, "Gatineau, room 210"),
            ("L3", 45, 16, "Ottawa"),
            ("F4", 33, 10, "online"),
            ("D1", 12, 8, "Toronto"),
            ("S2", 60, 20, "online"),
        )
    }
    own, above = Actor.of(employee, face), Actor.of(manager, face)
    ask_to_learn(
        own,
        item=items["W1"],
        session=sessions["W1"],
        reason="My notes need a question or two before they are understood.",
    )
    team = Person.objects.filter(manager__user=manager).order_by("employee_id")
    for number, one in enumerate(team):
        day = _days_ago(today, 40 + 90 * number)
        record_learning(above, person=one, item=items["M1"], done_on=day)
    record_learning(own, person=Person.objects.get(user=employee), item=items["F1"], done_on=_days_ago(today, 120))


def _days_ago(today: date, days: int) -> date:
    return today - timedelta(days=days)
