"""Workbooks that the stories here are told with."""

from pathlib import Path

import xlsxwriter

ACME = {
    "organisation": "name,vision,values\nAcme,The best widgets,Care;Dare\n",
    "units": "code,name,parent,head\nACME,Acme,,E1\nSALES,Sales,acme,E2\nOPS,Operations,ACME,\n",
    "people": (
        "employee_id,name,email,manager,unit,skills\n"
        "E1,Ada Lovelace,ada@acme.test,,ACME,analysis;mathematics\n"
        "E2,Bob Gray,bob@acme.test,e1,SALES,\n"
    ),
    "perspectives": "code,name,weight\nFIN,Financial,2\nCUS,Customer,1\n",
    "objectives": (
        "code,name,perspective,unit,owner,serves,weight\n"
        "F1,Grow profitably,FIN,,E1,,3\n"
        "C1,Delight customers,cus,SALES,E2,F1=0.5,\n"
        "C2,Answer fast,CUS,,,C1=2;F1=1 aligns,\n"
    ),
    "causal_links": "from,to,lag_months,note\nC1,F1,3,Happy customers come back\n",
    "measures": (
        "code,name,objective,weight,owner,unit_of_measure,direction,serves\n"
        "REV,Revenue,F1,2,E1,EUR,higher,C1=0.25\n"
        "WAIT,Waiting time,C2,,E2,minutes,lower,\n"
    ),
    "targets": (
        "measure,period,baseline,target,unit\nREV,2026,500,1000,\nREV,2026-07,,1100,\nWAIT,,30,10,\nWAIT,,25,5,SALES\n"
    ),
    "actuals": (
        "measure,period,value,unit,note\nREV,2026-06,812.5,,\nREV,2026-07,0.1,,odd month\nWAIT,2026-06,12,SALES,\n"
    ),
}


def written(path: Path, sheets: dict[str, str | bytes]) -> Path:
    """A folder with these files."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in sheets.items():
        (path / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def xlsx(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """An .xlsx file from rows of cells; texts that begin with = become formulas without a stored result."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for at, cell in enumerate(row):
                    if isinstance(cell, tuple):
                        sheet.write(number, at, cell[0], book.add_format({"num_format": cell[1]}))
                    else:
                        sheet.write(number, at, cell)
    return path
