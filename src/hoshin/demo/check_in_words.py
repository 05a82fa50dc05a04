"""What the agency's people write beside their key results: written for the demonstration."""

AHEAD = (
    "Faster than I thought. The template we agreed on in September does most of the work.",
    "Two more this week. I will look whether the target was too modest.",
    "Good week: both regions sent theirs without being asked.",
    "The new checklist pays off, nobody had to come back to me.",
    "Ahead. I give Thursdays to the colleagues who are stuck.",
    "We caught up after the holidays and kept the pace.",
    "The pilot in Winnipeg worked, so the others take it over as it is.",
)
STEADY = (
    "As planned.",
    "No surprises. Next week is short, so I expect less.",
    "Small step, but the hard part is behind us.",
    "On the line. The next jump comes with the December batch.",
    "Waiting for figures from Finance, the value is from Wednesday.",
    "Half of the week went into the audit, still on the line.",
    "Same as last week; the change comes with the release on the 12th.",
    "We agreed who does what, so it should move from now on.",
)
BEHIND = (
    "Two people ill, and the case system was slow again.",
    "I underestimated the approvals: three signatures for every file.",
    "Behind. I asked for help with the letters, and get it from Monday on.",
    "The partner postponed a second time. I offered to come to them.",
    "Nothing moved: all of us were on the year-end reports.",
    "We count differently than the Prairies do; sorted out now, the figure is lower and true.",
    "It needs a decision that I cannot make. Raised with my manager.",
    "The idea did not work. From next week on we try it the other way round.",
)
