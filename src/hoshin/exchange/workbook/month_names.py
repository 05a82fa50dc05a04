"""Months by their names in other languages, as Unicode's CLDR has them; none means another month in any of these.

`lip`, `lis`, `listopad` and `srp` are left out: they are months of Poles and Czechs, and other ones of Croats.
"""

import re
import unicodedata

# German, French, Spanish, Italian, Portuguese, Dutch; the short forms, and what is written without its marks.
_NAMES = """\
1 januar jänner jän janvier janv enero ene gennaio gen janeiro januari
2 februar feber février févr fév febrero febbraio fevereiro fev februari
3 märz maerz mär mars marzo março maart mrt
4 avril avr abril abr aprile
5 mai mayo maggio mag maio mei
6 juni juin junio giugno giu junho
7 juli juillet juil julio luglio lug julho
8 août agosto ago augustus
9 septembre septiembre settembre set setembro
10 oktober okt octobre octubre ottobre ott outubro out
11 novembre noviembre novembro
12 dezember dez décembre déc diciembre dic dicembre dezembro
"""
# Those of the rest of Europe: Danish, Norwegian, Swedish, Finnish, Icelandic, Estonian, Latvian, Lithuanian, Polish, Czech,
# Slovak, Hungarian, Romanian, Slovene, Croatian, Serbian, Bulgarian, Russian, Ukrainian, Greek, Turkish, Catalan, Galician;
# and Indonesian.
_MORE_NAMES = """\
1 gener ian ianuarie jaan jaanuar januára janvāris led leden ledna oca ocak saus sausio sausis sij siječanj siječnja sty
  styczeń stycznia tammi tammikuu tammikuuta xan xaneiro ιαν ιανουάριοσ ιανουαρίου січ січень січня янв январь января
  яну януари јан јануар
2 febr febreiro febrer februarie februára februāris helmi helmikuu helmikuuta lut lutego luty vas vasario vasaris veebr
  veebruar velj veljača veljače úno únor února şub şubat φεβ φεβρουάριοσ φεβρουαρίου лют лютий лютого феб фебруар фев
  февр февраль февраля февруари
3 bře březen března kov kovas kovo maalis maaliskuu maaliskuuta marca marec maret mart martie marts marzec márc március
  ožu ožujak ožujka μάρτιοσ μαρ μαρτίου бер березень березня мар март марта
4 aprilie aprill apríla aprīlis bal balandis balandžio dub duben dubna huhti huhtikuu huhtikuuta kwi kwiecień kwietnia
  nis nisan tra travanj travnja απρ απρίλιοσ απριλίου апр апрель апреля април квіт квітень квітня
5 geg gegužė gegužės kvě květen května maig maijs maj maja mayıs május svi svibanj svibnja touko toukokuu toukokuuta μάι
  μάιοσ μαιου μαιου май мая мај трав травень травня
6 birž birželio birželis cze czerwca czerwiec haz haziran iun iunie junij juny juuni júna június jūnijs kesä kesäkuu
  kesäkuuta lipanj lipnja xuño červen června čvn ιουν ιουνίου ιούνιοσ июн июнь июня черв червень червня юни јун
7 heinä heinäkuu heinäkuuta iul iulie julij juliol juuli júla július jūlijs liep liepa liepos lipca lipiec srpanj srpnja
  tem temmuz xul xullo července červenec čvc ιουλ ιουλίου ιούλιοσ июл июль июля лип липень липня юли јул
8 agost agustus augusta augusti augusts augusztus avgust ağustos elo elokuu elokuuta kol kolovoz kolovoza rugp rugpjūtis
  rugpjūčio sie sierpień sierpnia srpen srpna ágú ágúst αυγ αυγούστου αύγουστοσ авг август августа серп серпень серпня
9 eyl eylül rugs rugsėjis rugsėjo ruj rujan rujna septembar septembra septembrie septembris setembre syys syyskuu
  syyskuuta szept szeptember wrz wrzesień września zář září σεπ σεπτέμβριοσ σεπτεμβρίου вер вересень вересня сент
  сентябрь сентября сеп септембар септември
10 eki ekim loka lokakuu lokakuuta octombrie oktobar oktobris oktoober októbra paź październik października spal spalio
  spalis říj říjen října οκτ οκτωβρίου οκτώβριοσ жовт жовтень жовтня окт октобар октомври октябрь октября
11 kas kasım lapkr lapkritis lapkričio listopadu marras marraskuu marraskuuta noiembrie novembar novembra novembris stu
  studeni studenoga νοέμβριοσ νοε νοεμβρίου лист листопад листопада нов новембар ное ноември нояб ноябрь ноября
12 ara aralık decembar decembra decembrie decembris decembro des desember desembre dets detsember gru grudnia grudzień
  gruod gruodis gruodžio joulu joulukuu joulukuuta prosinac prosinca prosince prosinec δεκ δεκέμβριοσ δεκεμβρίου груд
  грудень грудня дек декабрь декабря декември дец децембар
"""
_ENGLISH = "January February March April May June July August September October November December".split()
_MARKED = {word: at for at, name in enumerate(_ENGLISH, 1) for word in (name.casefold(), name[:3].casefold())}
_WORD = re.compile(r"[^\W\d_]{3,}")
_OF = re.compile(r"(?<=[\w.]) (?:de|del|di|van) (?=\w)", re.I)
_FIRST = re.compile(r"\b1(?:er|º|°|ro)(?= )", re.I)


def _plain(word: str) -> str:
    """Without case and marks."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


MONTHS = {
    _plain(word): int(number)
    for number, *words in map(str.split, re.sub(r"\n  ", " ", _NAMES + _MORE_NAMES).splitlines())
    for word in words
}


def _of_another_language(word: str) -> int:
    """The number of the month; 0 where it is none. With its marks `apríl` is no English word."""
    plain = _plain(word)
    return MONTHS.get(plain, 0 if word.isascii() else _MARKED.get(plain, 0))


def in_english(text: str) -> str:
    """The text with months in English, where one of another language stands in it.

    >>> [in_english(text) for text in ("15 de octubre de 2026", "1er août 2026", "Okt. 26", "Oct 2026", "M 12")]
    ['15 October 2026', '1 August 2026', 'October 26', 'Oct 2026', 'M 12']
    """
    found = next((word for word in _WORD.finditer(text) if _of_another_language(word[0])), None)
    if found is None:
        return text
    name = _ENGLISH[_of_another_language(found[0]) - 1]
    rest = text[found.end() :].removeprefix(".")
    return _FIRST.sub("1", _OF.sub(" ", text[: found.start()] + name + rest))


def month_number(text: str) -> int | None:
    """The number of a month by its name, in any of these languages, or by its number; None where it is none.

    >>> [month_number(text) for text in ("Okt.", "March", "sept", "7", "13", "M2")]
    [10, 3, 9, 7, None, 2]
    """
    word = _plain(text.strip().removesuffix("."))
    if word in MONTHS:
        return MONTHS[word]
    number = word.removeprefix("m").strip()
    if number.isdecimal() and number.isascii():
        return int(number) if len(number) < 4 and 1 <= int(number) <= 12 else None
    english = [name.casefold() for name in _ENGLISH]
    return next(
        (at for at, name in enumerate(english, 1) if word in (name, name[:3]) or (word, at) == ("sept", 9)), None
    )
