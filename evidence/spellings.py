"""The spellings of one name: what authors write with or without hyphens, Greek and plurals.

Everything here works on texts that hold one field a line, and is done alike to what is searched
and to what is looked for. Synonyms proper (CD274 for PD-L1) are the vocabulary's business.
"""

import re
import unicodedata

from evidence.names import fold

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu",
    "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
# The Greek letters that gene symbols turn into a Latin one: TGF-β1 and TGFB1, HIF-1α and HIF1A.
LATIN = {"alpha": "a", "beta": "b", "gamma": "g", "delta": "d", "kappa": "k", "mu": "u"}
_SPELLED = "|".join(name for name in LATIN if name != "mu")
_LETTER = rf"(?:(?:{_SPELLED})(?![a-z])|[αβγδκ])"
# What a Greek letter begins, instead of ending the name before it: Wnt/β-catenin.
_BEGUN = "catenin|actin|tubulin|globulin|sma(?![a-z])"

# Before small letters and capitals become one: what is glued to a name, and the plural of one.
_GLUED = re.compile(
    r"(?<![^\W_])([Aa]nti|[Cc]irc|[Ll]nc|[Ee]xo|[Mm]ut)(?=[A-Z0-9]|p53)|(?<![^\W_])(si|sh|rh|h|s|p)(?=[A-Z]{2})"
    r"|(?<=[A-Z])(?=v(?:III?|\d)(?![^\W_]))"
)
# What says whose a name is, and is no letter of it: Gleevec™.
_OWNED = re.compile("[™®©℠]")
# What keyboards give for β and κ; a German ß follows a small letter.
_LOOKS_GREEK = ((re.compile("(?<![a-zà-ÿ])ß"), "β"), (re.compile("ĸ"), "κ"))
_PLURAL_OF_CAPITALS = re.compile(r"(?<=[A-Z])s(?![^\W_])")

_FULL_NAMES = [
    (re.compile(r"(?<![^\W_])(?:micro[ -]?rnas?|mirnas?|mirs)(?=[ -]*\d)"), "mir"),
    (re.compile(r"(?<![^\W_])circ(?:ular)?[ -]?rnas?[ _-]*(?=\d)"), "circ-"),
    (re.compile(r"(mir-?\d+[a-z]?)[-‐-–](?=\d{2,}[a-z]?(?![^\W_]))"), r"\1~"),
    (re.compile(r"(?<![^\W_])interleukins?(?=[ -]*\d)"), "il"),
    (re.compile(r"(?<![^\W_])5[ -]*fluorouracil(?![^\W_])"), "5-fu"),
    (re.compile(r"(?<![^\W_])((?:ant)?agomir)s?[ -]*(?=\d)"), r"\1-mir"),
    (re.compile(r"(?<![^\W_])nf[ -]?kappa[ -]?b"), "nf-κb"),
]
_SPECIES = re.compile(r"(?<![^\W_])(?:hsa|mmu|rno)[-_](?=mir|let|circ)")
# A name written with a space: 5 FU, PD L1, TGF beta 1, miR 21; but not Nature 2017.
_SPACED = [
    re.compile(r"(?<![^\W_])(5) (?=fu(?![^\W_])|aza)"),
    re.compile(r"(?<![^\W_])(pd) (?=l[12](?![^\W_]))"),
    re.compile(rf"(?<![^\W_])({_LETTER}) (?={_BEGUN})"),
    re.compile(rf"([a-z\d]) (?={_LETTER}(?![ -]?(?:{_BEGUN})))"),
    re.compile(r"(kappa|κ) (?=b(?![a-z]))"),
    re.compile(r"([a-zαβγδκ]) (?=(?!5-(?:fu|aza))\d{1,3}[a-zαβγδκ]?(?![^\W_]))"),
    re.compile(r"(?<![^\W_])(lc3[ab]?) (?=ii?(?![^\W_]))"),
]


def plain(text: str) -> str:
    """Return `text` in small Latin letters without accents, Greek ones kept, a field a line."""
    text = unicodedata.normalize("NFKC", _OWNED.sub(" ", text))
    for pattern, letter in _LOOKS_GREEK:
        text = pattern.sub(letter, text)
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    text = _PLURAL_OF_CAPITALS.sub("", _GLUED.sub(lambda found: f"{found[0]}-", text))
    lines = []
    for line in text.splitlines():
        decomposed = unicodedata.normalize("NFKD", fold(line))
        line = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        for pattern, short in _FULL_NAMES:
            line = pattern.sub(short, line)
        lines.append(line)
    return "\n".join(lines)


def without_species(text: str) -> str:
    """Return `text` with miR-21 for hsa-miR-21: a species narrows nothing here."""
    return _SPECIES.sub("", text)


def hyphenated(text: str) -> str:
    """Return `text` with the spaces inside names as hyphens."""
    for pattern in _SPACED:
        text = pattern.sub(r"\1-", text)
    return text


_NUMBERED = re.compile(r"^(.*[^\W\d_].*?)(\d+)([a-z]?)$")
_ARM = re.compile(r"-[35]p$")
_FURTHEST = 3


def names_in(line: str) -> list[str]:
    """Return the words of `line`, and the names its lists mean: miR-222 in miR-221/222.

    A word that begins with a hyphen continues a name up to three words back: miR-221 and -222.
    """
    names: list[str] = []
    for word in line.split():
        word = word.strip(".,;:()[]")
        names += [word, *_listed(word, names[-_FURTHEST:])]
    return names


def _listed(word: str, before: list[str]) -> list[str]:
    """Return what each piece of a list in one word stands for, where it isn't what it says."""
    pieces = re.split(r"[/~&]", word)
    if len(pieces) == 1 and not re.match(r"-\d", word):
        return []
    names: list[str] = []
    for piece in pieces:
        begun = names[-1:] if names else [name for name in before if _NUMBERED.match(name)]
        names.append(_continued(piece, begun[-1]) if begun else piece)
    return names


def _continued(piece: str, begun: str) -> str:
    short = piece.removeprefix("-")
    found = _NUMBERED.match(_ARM.sub("", begun))
    if found and short[:1].isdigit():
        return found[1] + short
    if found and found[3] and re.fullmatch(r"[a-z]", short):
        return found[1] + found[2] + short
    if found and re.fullmatch(r"[a-z]\d+", short) and re.search(rf"\d{short[0]}$", found[1]):
        return found[1] + short[1:]
    return piece


def singular(part: str) -> str:
    """Return an English plural without its s: cells, mscs, exos, gliomas; never ras or virus."""
    if len(part) > 2 and part.endswith("s") and part[-2] not in "aiousy":
        return part[:-1]
    if len(part) > 3 and part.endswith(("os", "omas")):
        return part[:-1]
    return part
