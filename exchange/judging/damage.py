"""What spreadsheet programs, wrong encodings and pasting do to texts and names unnoticed."""

import re
from typing import NamedTuple

# English and as French, German, Spanish, Portuguese, Italian … programs write them.
_ENGLISH = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
_MONTH = (
    rf"(?:{_ENGLISH}|mrz|mär|mai|okt|dez|janv|févr|mars|avr|juin|juil|août|déc|ene|abr|ago|dic|gen"
    r"|mag|giu|lug|set|ott|fev|out)[a-zäéû]*\.?"
)
_LIKE_A_DATE = re.compile(
    rf"[0-3]?[0-9][-/. ]{{1,2}}{_MONTH}(?:[-/. ][0-9]{{2,4}})?"
    # Oct-4 and APR-246 are names; Oct-04 and Sep 2023 are not, nor is what MARCH1 or SEPT2 became.
    rf"|(?:{_ENGLISH})[a-z]*\.?[-/. ](?:0[0-9]|(?:19|20)[0-9]{{2}})"
    r"|(?:mar|march|sep|sept|september)\.?[-/. ][0-9]{1,2}"
    r"|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:[T ].*)?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}"
    r"|[0-9]{1,2}/[0-9]{1,2}|(?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?",
    re.I,
)
_DAY_AND_MONTH = re.compile(
    rf"(?P<day>[0-3]?[0-9])[-/. ]{{1,2}}(?P<month>{_MONTH})|"
    r"[0-9]{4}-(?P<iso>[0-9]{2})-(?P<iso_day>[0-9]{2})(?: 00:00:00)?",
    re.I,
)
_GENES = {
    "mar": "MARCH", "mär": "MARCH", "mrz": "MARCH", "03": "MARCH", "sep": "SEPT", "09": "SEPT",
    "oct": "OCT", "okt": "OCT", "10": "OCT", "dec": "DEC", "dez": "DEC", "12": "DEC",
}  # fmt: skip
_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?(?:[eE][-+]?[0-9]+)?")
_LOST_DIGITS = re.compile(r"[-+]?[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+")
_AS_SHOWN = re.compile(r"[-+]?[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}")
_ERROR = re.compile(r"#(?:N/A|N/D|NV|[A-ZÀ-Ý¡][A-ZÀ-Ý0-9/ ]*[!?])|#{3,}|Err:[0-9]{3}")
# UTF-8 read as Windows-1252: the first byte of a letter, then one or two of its others.
_OTHERS = "[\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_MISREAD = re.compile(f"[ÂÃÄÅÎÏÐÑ]{_OTHERS}|[âã]{_OTHERS}{{2}}|ï»¿")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class Damage(NamedTuple):
    """What happened to a text: a code, words for it, and what to do."""

    code: str
    what: str
    hint: str


def is_error(text: str) -> bool:
    """Tell whether a text is an error that a spreadsheet program shows."""
    return text[:1] in "#E" and bool(_ERROR.fullmatch(text))


def damage_to(text: str) -> Damage | None:
    """Return what happened to a text on its way here, if that shows."""
    if text.isascii():
        if not _AS_SHOWN.fullmatch(text):
            return None
        hint = "Format the cell as text and type it again."
        return Damage("lost_digits", "a number whose last digits are lost", hint)
    if (at := text.find("\ufffd")) >= 0:
        what = f"character {at + 1} was lost when the file was saved in another encoding"
        return Damage("lost_character", what, "Type the text again, and save as “CSV UTF-8”.")
    if (at := text.find("\ufffc")) >= 0:
        what = f"character {at + 1} stands for a picture or object that is not in the file"
        return Damage("lost_character", what, "Delete it, or type what it shows.")
    if found := _MISREAD.search(text):
        what = f"“{found.group()}” is a letter that was read in the wrong encoding"
        meant = _reread(text)
        hint = f"Did you mean “{meant[:80]}”?" if meant else "Type the text again."
        return Damage("wrong_encoding", what, hint)
    if found := _PRIVATE.search(text):
        what = f"character {found.start() + 1} (U+{ord(found.group()):04X}) is of a symbol font"
        return Damage("unseen_character", what, "Type the letter it stands for.")
    return None


def _reread(text: str) -> str:
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def like_a_date(name: str) -> bool:
    """Tell whether a name is what programs make of SEPT2 or MARCH1."""
    return bool(_LIKE_A_DATE.fullmatch(name.lstrip("'")))


def gene_of(date: str) -> str:
    """Return the gene of which a date was most likely made, or ""."""
    if found := _DAY_AND_MONTH.fullmatch(date):
        day, month = found["day"] or found["iso_day"], (found["month"] or found["iso"]).casefold()
        gene = _GENES.get(month[:3]) or _GENES.get(month)
        return f"{gene}{int(day)}" if gene else ""
    return ""


def like_a_number(name: str) -> bool:
    """Tell whether a name is a number."""
    return bool(_LIKE_A_NUMBER.fullmatch(name))


def lost_digits(name: str) -> bool:
    """Tell whether a name is a number in scientific notation."""
    return bool(_LOST_DIGITS.fullmatch(name))
