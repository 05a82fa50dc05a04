"""Files of the rooms of `tests.sql_rooms` whose statements of ours others of them run as well.

That was recorded statement by statement; the first PostgreSQL is enough for what they are about.
"""

ONCE = {
    "accounts/test_users.py", "accounts/test_who_sees_what.py", "measures/test_plausibility.py",
    "measures/test_upgrade_of_scales.py", "notices/test_mails.py", "notices/test_pages.py", "notices/test_telling.py",
    "org/test_directory.py", "org/test_many_people.py", "scorecards/test_kept_scorecards.py", "scorecards/test_lists.py",
    "scorecards/test_random_edits.py", "scorecards/test_reasons.py", "scorecards/test_unseen_parts.py",
    "scorecards/test_values.py", "scorecards/test_weeks.py", "scorecards/test_what_moved_a_measure.py",
    "strategy/test_editing_the_plan.py",
}  # fmt: skip
