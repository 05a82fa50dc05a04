"""What the agency's people write at the end of a survey, by where they work: written for the demonstration."""

COMMENTS: dict[str, tuple[str, ...]] = {
    "REG": (
        "The case system was down three mornings this month. We apologise to people on the phone for things we cannot mend.",
        "When the case system hangs, nobody tells us how long. A line on the intranet would help.",
        "Case system outages cost me a full day this month, and the backlog is still counted against us.",
        "Nine posts vacant in our office. We cover for each other, but holidays are a fight.",
        "Vacant posts are filled after four months. By then two more people have left.",
        "Overtime before every long weekend. It used to be the exception.",
        "I like the work and the people we serve. I do not like explaining delays that I cannot change.",
        "The sorting of old applications was a good idea, and somebody finally asked us how to do it.",
        "Files that belong to one officer stay when that officer is ill. They should belong to the office.",
        "My team lead shields us from a lot, and says so when a decision is not theirs.",
        "Overtime is asked for on Friday afternoon. Plan it, and I will come.",
    ),
    "PRG": (
        "Small projects are decided quickly now. Large ones wait for the same five signatures as two years ago.",
        "Five signatures for one agreement. Applicants hear nothing for weeks, and call us.",
        "I see what my agreements do for the communities. That is why I stay.",
        "Training days are promised and then cancelled, because the call for proposals comes first.",
        "Partners in the North get three different answers from three offices. We should speak once.",
        "The new guide for applicants took a third of the questions away. More of that.",
    ),
    "EVD": (
        "The release calendar works. For the first time we finished without overtime.",
        "Good colleagues, interesting data, old servers.",
        "We publish figures that nobody in the programs reads. I would like to know who uses what.",
        "Two of us hold the knowledge of the old database. If one leaves, it stops.",
        "I would like a next step that is not leading people.",
    ),
    "POL": (
        "Priorities change every second week, and the old ones are never taken off the list.",
        "Travel plans are approved the day before. It costs money, and evenings with my family.",
        "I can say what I think here. It is heard, even where it changes nothing.",
    ),
    "COR": (
        "Payments wait for signatures, suppliers wait for payments, and we wait on the phone with them.",
        "The agreement with procurement, an answer within two days, has changed my week.",
        "We keep the case system alive with what we have. A second server would let us sleep.",
        "Service desk: the same ten questions every day. Let us write the answers once.",
        "Hiring got faster. Thank you to whoever took two steps out of it.",
        "My one to one is moved more often than it takes place.",
        "I learnt more in the exchange with the regions than in any course.",
    ),
    "H30": ("We ask a lot of surveys. What came of the last one?",),
}
AFTER: dict[str, tuple[str, ...]] = {
    "REG": (
        "Since files belong to the office, Mondays are calmer.",
        "The case system still falls over at month's end.",
    ),
    "COR": ("The posts in the regions are on the way; it took eleven weeks.",),
    "PRG": ("Three signatures instead of five since September. It shows.",),
}
PLANS = (
    (
        "COR",
        "tools",
        "Put a second server under the case system, and say on the intranet when it is down, and how long",
        40,
    ),
    ("REG", "workload", "Fill the nine vacant posts in the regions, and plan overtime two weeks ahead", 25),
)
