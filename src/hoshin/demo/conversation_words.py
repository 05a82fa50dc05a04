"""What a team of the agency says to each other in half a year: written for the demonstration.

People are named by their place in the team: `M` leads it, `D` leads the unit, `L` another team, `E` is the employee who can
sign in, and numbers are the others whom `M` leads.
"""

# Days ago, from, to, which value of the agency, what for.
RECOGNITIONS = (
    (
        3,
        "M",
        "E",
        2,
        "Sunita told the regions in writing when their claims would be paid, and every one was paid that day.",
    ),
    (
        9,
        "E",
        "2",
        1,
        "Thank you for the page that explains our travel rules without a single paragraph number. I sent it to all.",
    ),
    (
        16,
        "D",
        "M",
        3,
        "You showed the branch what went wrong in the June closing before anybody asked. Two teams copied your list.",
    ),
    (31, "1", "3", 4, "You found the invoice that was paid twice, and had the money back within a week."),
    (
        47,
        "L",
        "E",
        0,
        "You stayed on the phone with the co-op in Nunavik until their claim was right. They were paid in four days.",
    ),
    (
        75,
        "3",
        "1",
        2,
        "All your confirmations went out on the day that we had promised, in the week when half of us were ill.",
    ),
    (
        110,
        "M",
        "2",
        3,
        "The note on our three late contracts was honest about our own part in it. It made the talk easy.",
    ),
)

# Days ago, from, to, whether the receiver's manager reads it as well, the text.
FEEDBACK = (
    (
        5,
        "M",
        "E",
        False,
        "In Tuesday's meeting with the regions you said first what would not work, and then offered two ways "
        "out. Ontario chose "
        "one of them on the spot. Please open the December meeting as well.",
    ),
    (
        12,
        "2",
        "E",
        True,
        "Your checklist for claims saved me an hour on each of the last four files. What I missed was a word "
        "on claims in two "
        "currencies: I guessed, and guessed wrong once.",
    ),
    (
        20,
        "E",
        "M",
        False,
        "I would have liked to hear about the new closing dates from you and not from the list. When you "
        "explained the reason on "
        "Thursday, I could plan with it at once.",
    ),
    (
        34,
        "D",
        "M",
        False,
        "You brought me a decision with its price and its risk on one page. That took me five minutes. The "
        "annex of thirty pages "
        "was not needed; leave it out next time.",
    ),
    (
        52,
        "3",
        "E",
        False,
        "When I asked about the forecast you sent me the file, and also sat down with me for ten minutes. "
        "After that I found the "
        "error in row 40 by myself.",
    ),
    (
        90,
        "L",
        "M",
        False,
        "We agreed that both teams answer suppliers within two days. In September nine of my people's "
        "questions waited for yours "
        "for a week. Shall we look at the list together on Mondays?",
    ),
)

# Days ago, who asks, whom, what; and whether it is answered later by the feedback above, declined, or open.
REQUESTS = (
    (2, "E", ("M", "1"), "What one thing would make my monthly forecast more useful to you?"),
    (4, "M", ("E", "2", "3"), "Which of our meetings could I drop, and what would you miss?"),
    (8, "1", ("E",), "I led the supplier talk for the first time. What helped, and what should I do otherwise?"),
)
DECLINED = "I was on leave that week and did not see it. Karim was there."

NOTES = (
    "Claims: 61 of 64 within ten days. The three late ones were one grantee with a new bank. Agreed to "
    "ask for a second contact.",
    "Talked about the closing: four days are possible if travel comes in by the second. She tries it "
    "with Atlantic first.",
    "Long week, short meeting. What weighs most is the new form. I take it up with Digital Services.",
    "Looked at the goal for the half: the forecast is the hard part. Two hours on Wednesdays are kept "
    "free for it from now on.",
    "Would like to lead the supplier talks. We do the next two together, then alone from January.",
    "Feedback from the regions read together. Proud of the answers to Yukon; the letters to Manitoba were too long.",
    "The course on contracts is booked for February. Until then Ruth answers questions on procurement.",
)
POINTS = (
    "The new form for claims in two currencies",
    "Who stands in for me in the week before Christmas",
    "My goal for the next half: what would help the unit most?",
    "Feedback from Ontario about our letters",
)
ACTIONS = (
    ("Ask Digital Services when the form can change", "M", 6),
    ("Send the list of grantees with two banks", "other", 3),
    ("Find two dates for the supplier talks", "M", 12),
)
SKIPPED = "Both of us are at the closing that day."

# Which of the team, what stands in the way, the answer ("": none yet).
BLOCKERS = (
    (
        "E",
        "Access to the old claims ends this month, and nobody owns the request.",
        "I own it now: you have it until March.",
    ),
    (
        "2",
        "Legal has had the draft contract for five weeks.",
        "I called. They answer by Thursday, and I go there if not.",
    ),
    ("3", "Travel is frozen until the budget is released.", "Released for visits to grantees since Monday."),
    ("1", "The form cannot change before the next release of the case system.", ""),
)
