"""How names are searched: every form of a name is found, and no false friend.

A name is written in many forms: miR-21, hsa-miR-21-5p, PD-L1, anti-PD-L1, 5FU, 5-FU, TGF-β1.
`search_tokens` breaks a text at every boundary a biologist would see and also joins neighbours
again, so that the joined form of a query is found inside longer names, while miR-210 is never
found by miR-21: numbers are kept whole, and where two meet they are held apart.
"""

import re
from typing import NamedTuple

from evidence.spellings import GREEK, LATIN, hyphenated, names_in, plain, singular
from evidence.spellings import without_species as without

_LONGEST_JOIN = 4
_PIECE = re.compile(rf"\d+|[{''.join(GREEK)}]|[^\W\d_{''.join(GREEK)}]+")
_SPELLED = "alpha|beta|gamma|kappa|delta"
_GREEK_NAME = re.compile(rf"^(?:({_SPELLED})(.{{3,}}|(?<=kappa)b)|(.{{2,}}?)({_SPELLED}))$")
# Letters that make another name of the one they are glued to: BCL2L1, MIR21HG, IGF2BP3, IL6R.
_ANOTHER_NAME = re.compile(r"^(?:l\d|lg\d|i\d|s\d|hg|bp|inp|aip|ip)")
_RECEPTOR = re.compile(r"^r[abgn]?\d*$")
_WITH_RECEPTORS = {"il", "igf", "csf"}
# Letters that are searched without the number they are glued to, however long it is; others are
# the beginning of a cell line: HCC827 is no HCC.
_FAMILIES = {"mir", "let", "linc", "circ"}
_OF_A_LINE = 3
# A name that does not say which arm of the precursor is meant.
_ARMLESS = re.compile(r"(?<![^\W_])(?:mir|let)-?\d+[a-z]?(?:-\d)?(?!\w|-[35]p)")


class Part(NamedTuple):
    """A run of figures or of letters, and whether nothing stood between it and the one before."""

    text: str
    glued: bool

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()

    @property
    def is_greek(self) -> bool:
        return self.text in GREEK.values()


def search_tokens(text: str) -> set[str]:
    """Return every token under which `text`, a field a line, is found: parts and their joins."""
    written = plain(text)
    tokens = set(query_tokens(text))
    lines = {*written.splitlines(), *hyphenated(without(written)).splitlines()}
    for name in {name for line in lines for name in names_in(line)}:
        tokens |= _joins(_parts(name))
    for name in {name for line in lines for name in _ARMLESS.findall(line)}:
        tokens.update(*(query_tokens(f"{name}{arm}") for arm in ("-3p", "-5p")))
    return tokens


def query_tokens(query: str) -> list[str]:
    """Return the tokens a text must all have to be found by `query`: each name joined up."""
    tokens: list[str] = []
    for word in hyphenated(without(plain(query))).split():
        names = [*names_in(word)[1:]] or [word]
        for segment in (part for name in names for part in _segments(_parts(name))):
            for start in range(0, len(segment), _LONGEST_JOIN):
                tokens.append(_joined(segment[start : start + _LONGEST_JOIN], LATIN))
    return tokens


def _parts(word: str) -> list[Part]:
    parts: list[Part] = []
    end = -1
    for found in _PIECE.finditer(word):
        glued = found.start() == end
        end = found.end()
        for piece in _greek_apart(GREEK.get(found[0], found[0])):
            parts.append(Part(piece, glued))
            glued = True
    return parts


def _greek_apart(letters: str) -> list[str]:
    """Part a Greek letter that is spelled out from the name it is glued to: TGFbeta."""
    found = _GREEK_NAME.match(letters)
    return [group for group in found.groups() if group] if found else [letters]


def _joins(parts: list[Part]) -> set[str]:
    tokens: set[str] = set()
    for start in range(len(parts)):
        for end in range(start + 1, min(start + _LONGEST_JOIN, len(parts)) + 1):
            if not _goes_on(parts, start, end):
                tokens |= {_joined(parts[start:end], LATIN), _joined(parts[start:end], {})}
    return tokens


def _goes_on(parts: list[Part], start: int, end: int) -> bool:
    """Say whether the name `parts[start:end]` is only the beginning of another one."""
    if end == len(parts):
        return False
    last, following = parts[end - 1], parts[end]
    if end - start == 1 and following.glued and following.is_number:
        is_line = len(following.text) >= _OF_A_LINE and last.text not in _FAMILIES
        return is_line and len(last.text) > 1 and not last.is_greek
    if end - start < 2 or not last.is_number:
        return False
    rest = ""
    for part in parts[end:]:
        if not part.glued:
            break
        rest += part.text
    receptor = parts[end - 2].text in _WITH_RECEPTORS and _RECEPTOR.match(rest)
    return bool(receptor or _ANOTHER_NAME.match(rest))


def _joined(parts: list[Part], latin: dict[str, str]) -> str:
    """Return the parts as one token; a Greek letter that stands alone keeps its name."""
    if len(parts) == 1:
        return singular(parts[0].text)
    token = ""
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        if part.is_number and token[-1:].isdigit():
            token += "_"
        text = latin.get(part.text, part.text)
        token += text if following else singular(text)
    return token


def _segments(parts: list[Part]) -> list[list[Part]]:
    """Part a word of a query where two names meet: doxorubicin-resistant, miR-21-mimic."""
    segments: list[list[Part]] = []
    for part in parts:
        if not segments or _another(segments[-1], part):
            segments.append([])
        segments[-1].append(part)
    return segments


def _another(segment: list[Part], part: Part) -> bool:
    last = segment[-1]
    if last.text == "anti":
        return True
    if part.glued or part.is_number or part.is_greek or last.is_greek or len(part.text) < 3:
        return False
    return len(last.text) > 2 if not last.is_number else len(segment) > 1
