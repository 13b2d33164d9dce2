"""How names of molecules, drugs and cells are matched and searched.

A name is written in many forms: miR-21, hsa-miR-21-5p, PD-L1, anti-PD-L1, 5FU, 5-FU, TGF-β1.
`search_tokens` breaks a text at every boundary a biologist would see and also joins neighbours
again, so that the joined form of a query is found inside longer names, while miR-210 is never
found by miR-21: numbers are kept whole.
"""

import re
import unicodedata

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu",
    "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi",
    "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
_LONGEST_JOIN = 4
_PART = re.compile(r"\d+|[^\W\d_]+")


def fold(text: str) -> str:
    """Return `text` for comparing labels: compatibility form, lower case, single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.split())


def _plain(text: str) -> str:
    folded = "".join(_GREEK.get(letter, letter) for letter in fold(text))
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _parts(word: str) -> list[str]:
    return _PART.findall(word)


def _runs(word: str) -> list[list[str]]:
    """Split where two numbers meet: joining 21 and 5 would make miR-215 of miR-21-5p."""
    runs: list[list[str]] = [[]]
    for part in _parts(word):
        if runs[-1] and runs[-1][-1].isdigit() and part.isdigit():
            runs.append([])
        runs[-1].append(part)
    return runs


def search_tokens(text: str) -> set[str]:
    """Return every token under which `text` is found: parts of each word and their joins."""
    tokens: set[str] = set()
    for word in _plain(text).split():
        for run in _runs(word):
            for start in range(len(run)):
                for end in range(start + 1, min(start + _LONGEST_JOIN, len(run)) + 1):
                    tokens.add("".join(run[start:end]))
    return tokens


def query_tokens(query: str) -> list[str]:
    """Return the tokens a text must all have to be found by `query`: each word joined up."""
    tokens: list[str] = []
    for word in _plain(query).split():
        for run in _runs(word):
            for start in range(0, len(run), _LONGEST_JOIN):
                tokens.append("".join(run[start : start + _LONGEST_JOIN]))
    return [token for token in tokens if token]
