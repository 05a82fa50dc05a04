"""Whoever has the shell grants dotted lines and HR of units, and ends them."""

import json

from hoshin.org.services import add_person, add_unit


def test_relations_are_granted_listed_and_ended(run, system, november):
    unit = add_unit(system, code="U1", name="Unit")
    for number, name in (("1", "Vera"), ("2", "Carl")):
        add_person(system, employee_id=number, name=name, unit=unit)
    dotted = run("relation", "grant", "1", "dotted_line", "2", "--reason", "Project X", "--until", "2027-01-01")
    assert (dotted.exit_code, dotted.stderr.split()[:3]) == (0, ["Granted", "as", "number"])
    assert run("relation", "grant", "1", "hr_of_unit", "u1", "--reason", "Region").exit_code == 0
    twice = run("relation", "grant", "1", "hr_of_unit", "U1", "--reason", "Region")
    assert (twice.exit_code, "granted already" in twice.stderr) == (1, True)
    number = dotted.stderr.split()[3].rstrip(".")
    ended = run("relation", "end", number, "--on", "2026-12-01")
    assert ended.stderr.strip() == "Ends on 2026-12-01."
    assert "granted relation" in run("relation", "end", "0").stderr
    told = json.loads(run("relation", "list", "--format", "json").stdout)
    assert [(row["relation"], row["to"], row["until"]) for row in told] == [
        ("hr_of_unit", "U1", ""), ("dotted_line", "2", "2026-12-01"),
    ]  # fmt: skip
    assert told[1] | {"id": 0} == {
        "id": 0, "who": "1", "relation": "dotted_line", "to": "2",
        "from": "2026-11-23", "until": "2026-12-01", "reason": "Project X",
    }  # fmt: skip
