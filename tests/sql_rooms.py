"""Rooms whose tests run on the oldest PostgreSQL as well, since what they test is SQL of our own."""

SQL_ROOMS = {"accounts", "audit", "base", "breakdowns", "measures", "notices", "org", "scorecards", "strategy"}
