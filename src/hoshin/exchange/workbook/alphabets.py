"""Code pages told apart by the alphabets of languages: in which of them the letters of a text are those of one language.

`ø` beside `í` is Danish and Spanish at once, which nobody writes; the same bytes in Windows-1250 are `ř` and `í`, which are
Czech. Where a text holds letters of several western languages, as names of people do, and fits no other page, it is western.
"""

import re

_WESTERN = (
    "äöüß", "àâçéèêëîïôùûüÿœ", "áéíñóúüºª", "àèéìíîòóùú", "áàâãçéêíóôõúüºª", "áéëïóöüèê", "æøåéóòêâôü", "äöåéáü",
    "áðéíóúýþæö", "äõöüšž", "àçéèíïóòúü", "éïèêçñ",
)  # fmt: skip
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž")
_OTHERS = {
    "cp1250": ("Windows-1250", _CENTRAL),
    "iso8859-2": ("ISO 8859-2", _CENTRAL),
    "cp1254": ("Windows-1254", ("çğıi̇öşüâîû",)),
    "cp1257": ("Windows-1257", ("ąčęėįšųūž", "āčēģīķļņšūž")),
    "iso8859-15": ("ISO 8859-15", _WESTERN),
}
_L = r"[^\W\d_¹²³¼½¾]"
# What no western language writes, and others do where their letters are read as western ones: þ before no vowel or at the
# end, ð at the beginning of a word, õ, â and î at the end of one; signs within words and beside each other.
_NEVER = re.compile(
    rf"þ(?![aeiouyáéíóúýæörvj])|{_L}þi[ei]?\b|ýþ|\bð|(?<!õ)õ[kt]?\b|{_L}[âî]\b|\bî[^ln]|æ[aou]|{_L}[¹±]{_L}|{_L}{{3}}³|³{_L}|"
    rf"[®¼½¾©]{_L}{{2}}|¤|(?!«[¡¿])[¡-¯]{{2}}",
    re.I,
)
# Of each script its page and the letters that it uses most.
_SCRIPTS = (
    ("cp1251", "Windows-1251", "оеаинтсрвлкмдпуыіья"),
    ("koi8-r", "KOI8-R", "оеаинтсрвлкмдпуыья"),
    ("iso8859-5", "ISO 8859-5", "оеаинтсрвлкмдпуыіья"),
    ("cp866", "DOS 866", "оеаинтсрвлкмдпуыья"),
    ("cp1253", "Windows-1253", "αοιετσνηυρπκμλςάόίέή"),
    ("cp1255", "Windows-1255", "יוהלארמתבשנדעכ"),
    ("cp1256", "Windows-1256", "اليمنرتهوبعدسفة"),
)
_ENOUGH = 0.75
_MOST = 200_000
_NO_TEXT = re.compile("[\x80-\x9f\ufffd]")


def remarkable(data: bytes) -> bytes:
    """The lines in which anything else stands than letters, figures and signs of English, as many as it takes to tell."""
    return b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:_MOST]


def other_page(data: bytes) -> str:
    """The code page in which bytes are a language, where what Windows-1252 makes of them is none; else empty.

    >>> other_page("Příjmy".encode("cp1250")), other_page("Qualité".encode("cp1252"))
    ('Windows-1250', '')
    """
    text = data.decode("cp1252", "replace")
    is_sound = not is_no_language(text)
    if is_sound and _is_of_one(_letters(text), _WESTERN):
        return ""
    for codec, (name, alphabets) in _OTHERS.items():
        otherwise = data.decode(codec, "replace")
        letters = _letters(otherwise)
        is_other = otherwise != text and (letters or "€" in otherwise) and not _NO_TEXT.search(otherwise)
        # The ninth page of Latin letters differs from the western one by signs that nobody types.
        if is_other and not (is_sound and codec == "iso8859-15") and _is_of_one(letters, alphabets):
            return name
    return ""


def is_no_language(text: str) -> bool:
    """Whether what Windows-1252 makes of a text is nothing that any language writes."""
    # A raised three is a Polish letter elsewhere, but beside other raised figures it marks a footnote.
    return bool(_NEVER.search(text.replace("³", "") if "²" in text or "¹" in text else text))


def script_of(data: bytes) -> str:
    """The code page of another script that bytes look like; empty where none stands out.

    >>> script_of("Доля довольных клиентов".encode("koi8-r")), script_of("顧客満足度".encode("shift-jis"))
    ('KOI8-R', '')
    """
    best, found = 0.0, ""
    for codec, name, frequent in _SCRIPTS:
        # A word has but its first letter in capitals: elsewhere they count against a page.
        first = "".join(word[:1].casefold() + word[1:] for word in re.split(r"(\W+)", data.decode(codec, "replace")))
        signs = [sign for sign in first if not sign.isascii()]
        share = sum(sign in frequent for sign in signs) / len(signs) if signs else 0.0
        if share > best:
            best, found = share, name
    return found if best > _ENOUGH else ""


def _letters(text: str) -> set[str]:
    """The letters with marks, and what stands for letters in other pages; the sign of micro is none."""
    return {sign for sign in text.casefold() if not sign.isascii() and sign.isalpha()} - {"µ", "μ"}


def _is_of_one(letters: set[str], alphabets: tuple[str, ...]) -> bool:
    return any(letters <= set(alphabet) for alphabet in alphabets)
