"""Calls by region and sort of office: a sum with regions in a tree, and a share of calls that were answered in time."""

import pytest

from hoshin.measures.services import define_measure, record_actual

REGIONS = "dimension,code,name,parent\nREG,N,North,\nREG,N1,North one,N\nREG,N2,North two,N\nREG,S,South,\n"
SHEETS = {
    "dimensions": "code,name\nREG,Region\n",
    "members": REGIONS,
    "breakdowns": "measure,dimension,together\nCALLS,REG,sum\n",
    "member_values": (
        "measure,dimension,member,period,value,numerator,denominator,note\n"
        "CALLS,REG,N1,2026-09,30,,,\n"
        "CALLS,REG,N2,2026-09,20,,,\n"
        "CALLS,REG,S,2026-09,50,,,\n"
        "CALLS,REG,N1,2026-10,60,,,storm\n"
        "CALLS,REG,N2,2026-10,20,,,\n"
        "CALLS,REG,South,2026-10,40,,,\n"
        "INTIME,REG,N1,2026-09,,27,30,\n"
        "INTIME,REG,S,2026-09,,25,50,\n"
        "INTIME,REG,N1,2026-10,,54,60,\n"
        "INTIME,REG,S,2026-10,,20,40,\n"
    ),
}


@pytest.fixture
def calls(office):
    measure = define_measure(office, code="CALLS", name="Calls", aggregation="sum", unit_of_measure="calls")
    for period, value in (("2026-09", 100), ("2026-10", 120)):
        record_actual(office, measure=measure, period=period, value=value)
    return measure


@pytest.fixture
def in_time(office):
    return define_measure(office, code="INTIME", name="Answered in time", aggregation="ratio", unit_of_measure="%")
