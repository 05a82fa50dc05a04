"""What is imported into an installation whose processes are ended, and which of its processes is its worker."""

from pathlib import Path

RECORDED = ["R0", "R1", "R2", "R3"]
BULK = [f"B{number}" for number in range(8)]
UNITS = [f"U{number}" for number in range(12)]
MONTHS = [f"{year}-{month:02}" for year in range(2010, 2025) for month in range(1, 13)]
SMALL = {
    "organisation": "name\nAcme\n",
    "units": "code,name,parent\nACME,Acme,\n" + "".join(f"{unit},Unit {unit},ACME\n" for unit in UNITS),
    "perspectives": "code,name\nFIN,Financial\n",
    "objectives": "code,name,perspective,serves\nF1,Grow,FIN,\nF2,Sell,FIN,F1\n",
    "measures": "code,name,objective,direction,frequency\n"
    + "".join(f"{code},Measure {code},{'F1' if code < 'R2' else 'F2'},higher,monthly\n" for code in RECORDED),
    "targets": "measure,baseline,target\n" + "".join(f"{code},0,1000\n" for code in RECORDED),
    "actuals": "measure,period,value\nR0,1999-12,7\n",
}
LARGE = {
    "measures": "code,name,objective,direction,frequency\n"
    + "".join(f"{code},Measure {code},F2,higher,monthly\n" for code in BULK),
    "targets": "measure,baseline,target\n" + "".join(f"{code},0,100\n" for code in BULK),
    "actuals": "measure,period,value,unit\n"
    + "".join(
        f"{code},{month},{place % 97}.5,{unit}\n"
        for code in BULK
        for unit in UNITS
        for place, month in enumerate(MONTHS)
    ),
}


def worker_of(server) -> int | None:
    """Whichever thread of the server began it."""
    lists = [file.read_text().split() for file in Path(f"/proc/{server.pid}/task").glob("*/children")]
    said = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for children in lists for child in children}
    return next((child for child, words in said.items() if b"worker\0--parent" in words), None)
