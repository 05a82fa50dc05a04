"""Files of whoever writes in other languages: months, days and marks are read, code pages are told and never garbled."""

import pytest
from babel import Locale
from tests.exchange.test_layouts import BOTH, JANUARY, agree

from hoshin.base.errors import Invalid
from hoshin.exchange.workbook.days import Calendar, DayOrder, calendar_of, period_from
from hoshin.exchange.workbook.encodings import decoded
from hoshin.exchange.workbook.numerals import Mark, number_from
from hoshin.exchange.workbook.tables import is_error
from hoshin.exchange.workbook.unreadable import Unreadable

_LANGUAGES = "da nb sv fi is et lv lt pl cs sk hu ro sl sr sr_Latn bg ru uk el tr ca gl".split()
# Months of Poles and Czechs, and other ones of Croats.
_OF_SEVERAL = {"lip", "lis", "listopad", "listopada", "srp"}


def test_the_names_of_months_are_those_of_unicode():
    for language in _LANGUAGES:
        months = Locale.parse(language).months
        for number, name in [*months["format"]["wide"].items(), *months["stand-alone"]["wide"].items()]:
            word = name.removeprefix("de ").removeprefix("d’").rstrip(".")
            if word in _OF_SEVERAL:
                with pytest.raises(Unreadable):
                    period_from(f"{word} 2026", Calendar())
            else:
                assert period_from(f"{word} 2026", Calendar()).start.month == number, (language, name)


@pytest.mark.parametrize(
    ("texts", "period"),
    [
        ("październik 2026|Okt. 26|окт. 2026|Ekim 2026|2026. október|2026년 10월|2026, October", "2026-10"),
        ("Jul2026|2026Jul|July of 2026|July (2026)|2026-Jul", "2026-07"),
        ("III. Quartal 2026|Third quarter 2026|Q03 2026|2026.Q3|2026 3Q|3 квартал 2026|kvartal 3 2026", "2026-Q3"),
        ("Jul–Sep 2026|July - September 2026|Jul 2026 to Sep 2026|Q3 CY2026", "2026-Q3"),
        ("First half 2026|HY1 2026|I. Halbjahr 2026|Jan-Jun 2026", "2026-H1"),
        ("Jan–Dec 2026|2026,0|2026 FY|2025-26 (FY)|SY 2025-26", "2026"),
        ("uke 31 2026|vecka 31 2026|Week 31 (2026)", "2026-W31"),
        ("Fri 31 Dec 2027|Freitag, 31. Dezember 2027|31/12/2027 00:00|12/31/2027 12:00:00 AM|31-Dec-27", "2027-12-31"),
        ("2027-Dec-31|Dec-31-2027|31. 12. 2027|2027. 12. 31.|2027年12月31日|31st of December 2027", "2027-12-31"),
        ("2026-W31-1", "2026-07-27"),
    ],
)  # fmt: skip
def test_periods_with_more_around_them_or_in_another_order(texts, period):
    for text in texts.split("|"):
        assert str(period_from(text, Calendar())) == period, text


@pytest.mark.parametrize(
    "text", ["Feb-Apr 2026", "Nov 2025 - Jan 2026", "Q5 2026", "2026 (12)", "III/2026", "mar, 2026x"]
)
def test_what_says_no_period_of_the_calendar_is_still_none(text):
    with pytest.raises(Unreadable):
        period_from(text, Calendar())


def test_days_above_twelve_decide_with_hours_behind_them_too():
    column = ["31/07/2026 00:00", "Sat 05/09/2026 00:00"]
    calendar = calendar_of(column)
    assert calendar.days is DayOrder.DAY_FIRST
    assert [str(period_from(cell, calendar)) for cell in column] == ["2026-07-31", "2026-09-05"]
    with pytest.raises(Unreadable) as asked:
        period_from("05/09/2026 00:00", Calendar())
    assert asked.value.code == "day_order", "a question, not a fault"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("\u201112", -12.0), ("CHF 1’234.–", 1234.0), ("1.234,–", 1234.0), ("１２３．５", 123.5), ("1´000", 1000.0),
        ("12 Euro", 12.0), ("1,000円", 1000.0), ("1 234,50 руб.", 1234.5),
    ],
)  # fmt: skip
def test_marks_of_other_keyboards(text, number):
    assert number_from(text, Mark.POINT) == number


def test_headings_and_months_in_other_languages(tmp_path):
    rows = {
        "Wskaźnik,Okres,Wartość": "sty 2026",
        "Ukazatel,Období,Hodnota": "leden 2026",
        "Показатель,Период,Значение": "янв 2026",
        "Gösterge,Dönem,Değer": "Ocak 2026",
        "Mått,Period,Värde": "januari 2026",
        "Nøgletal,Måned,Værdi": "jan. 2026",
    }
    assert not agree(tmp_path, [(f"{head}\nM,{month},1\n", JANUARY) for head, month in rows.items()])
    assert not agree(
        tmp_path, [("KPI,Styczeń 2026,Luty 2026\nM,1,2\n", BOTH), ("KPI,2026,\n,Ocak,Şubat\nM,1,2\n", BOTH)]
    )


def test_errors_of_spreadsheets_in_other_languages():
    errors = "#ARG! #ADR! #DZIEL/0! #NAZWA? #VÄRDEFEL! #ÅÄÖ! #DEĞER! #ЗНАЧ! #ССЫЛКА! #ИМЯ? #Н/Д Err:502 #ERROR! #N/A"
    assert [error for error in errors.split() if not is_error(error)] == []
    assert [text for text in ("#1", "# of complaints", "#Team", "Err", "n/a", "##") if is_error(text)] == []


def refused(tmp_path, text, codec):
    """What is said of a sheet in that code page; nothing where it is read for what stands there."""
    path = tmp_path / "measures.csv"
    path.write_bytes(f"code,name\nM,{text}\n".encode(codec))
    try:
        found, notices = decoded(path)
    except Invalid as error:
        return error.problems[0].sentence()
    assert text in found, f"{text} in {codec} was garbled"
    assert notices
    return ""


@pytest.mark.parametrize(
    ("text", "codec", "page"),
    [
        ("Udział zadowolonych klientów", "cp1250", "Windows-1250"),
        ("Počet zákazníků", "cp1250", "Windows-1250"),
        ("Vevők száma", "cp1250", "Windows-1250"),
        ("Broj kupaca, povećanje", "cp1250", "Windows-1250"),
        ("Clienţi mulţumiţi", "cp1250", "Windows-1250"),
        ("Žádost o platbu", "iso8859-2", "ISO 8859-2"),
        ("Müşteri memnuniyeti", "cp1254", "Windows-1254"),
        ("Gelir artışı", "cp1254", "Windows-1254"),
        ("Klientu īpatsvars", "cp1257", "Windows-1257"),
        ("Umsatz in €", "iso8859-15", "ISO 8859-15"),
        ("Доля довольных клиентов", "cp866", "DOS 866"),
        ("Ικανοποίηση πελατών", "cp1253", "Windows-1253"),
        ("שביעות רצון", "cp1255", "Windows-1255"),
        ("رضا العملاء", "cp1256", "Windows-1256"),
        ("고객 만족도", "euc-kr", ""),
        ("客户满意度", "gbk", ""),
        ("ความพึงพอใจ", "cp874", ""),
    ],
)
def test_a_code_page_is_told_by_the_letters_of_languages(tmp_path, text, codec, page):
    said = refused(tmp_path, text, codec)
    assert "in neither UTF-8 nor Windows-1252" in said
    assert ("looks like" in said) == bool(page)
    assert page in said


@pytest.mark.parametrize(
    "text",
    [
        "Qualité, cœur, façade", "Größe 15 °C µm ½", "þjónusta, íþrótt, aðgerð", "Å være fornøyd, Sæby kø",
        "São João, ações", "Üliõpilane, õpe", "João Größe Åsa façade", "Straße, Café René", "«¡Hola!» ¿Qué? nº 1",
        "Revenue² Costs³ Staff¹", "île, dû, flûte", "Jürgen, Øystein, João", "12 €",
    ],
)  # fmt: skip
def test_what_is_western_stays_western(tmp_path, text):
    assert refused(tmp_path, text, "cp1252") == ""
