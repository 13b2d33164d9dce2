"""Agreement between raters on nominal scales: how much of it there is, and how sure that is.

Everything here is a pure function of *patterns*: how often the raters of one unit said this
together, such as {("agree", "agree"): 31, ("agree", "disagree"): 4}. A rater who said nothing of
a unit is left out of its pattern, so patterns may be of different lengths. Only `cohens_kappa`
minds who is who: first and second in a pattern are the same two people throughout.

Standard errors are of the linearised coefficients, for the units as a sample of more such units.
Intervals are of 95 %: Wilson's for the share, otherwise Student's t with n - 1 degrees of freedom
around the coefficient. Where every unit fell out alike there is no variation to estimate an error
from, and no interval is given; where only one answer was ever given, chance alone explains all
agreement and the coefficients that ask about chance are not defined.

tests/unit/test_coefficients.py holds the published examples that each of these was checked with.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import NormalDist

Patterns = Mapping[tuple[str, ...], int]

CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
_NO_ERROR = 1e-12


@dataclass(frozen=True)
class Estimate:
    """A coefficient over `n` units; None is what cannot be said (see above)."""

    value: float | None
    n: int
    standard_error: float | None = None
    low: float | None = None
    high: float | None = None


def percent_agreement(patterns: Patterns) -> Estimate:
    """Return the share of pairs of raters who said the same, a mean over units.

    The interval is the score interval of E. B. Wilson, "Probable inference, the law of
    succession, and statistical inference", J. Am. Stat. Assoc. 22 (1927) 209-212; without
    continuity correction, method 3 of R. G. Newcombe, Statist. Med. 17 (1998) 857-872. It is
    exact in kind for two raters a unit, who agree or do not, and too wide for more.
    """
    units = _paired(patterns)
    n = sum(units.values())
    if n == 0:
        return Estimate(None, 0)
    share = fsum(_agreeing(unit) * count for unit, count in units.items()) / n
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    error = sqrt(share * (1 - share) / n)
    return Estimate(share, n, error, max(0.0, middle - half), min(1.0, middle + half))


def cohens_kappa(pairs: Sequence[Patterns]) -> Estimate:
    """Return Cohen's κ: of one pair of raters, or pooled over several pairs.

    One pair: J. Cohen, "A coefficient of agreement for nominal scales", Educ. Psychol. Meas. 20
    (1960) 37-46, with the standard error of J. L. Fleiss, J. Cohen and B. S. Everitt, "Large
    sample standard errors of kappa and weighted kappa", Psychol. Bull. 72 (1969) 323-327, eq. 13
    (with n - 1 for n). Several: observed and expected agreement are each averaged over the pairs
    before κ is formed, as in H. de Vries, M. N. Elliott, D. E. Kanouse and S. S. Teleki, "Using
    pooled kappa to summarize interrater agreement across many items", Field Methods 20 (2008)
    272-282, here with the pairs' units as weights; the error is that of eq. 13 pair by pair.
    """
    pairs = [pair for pair in pairs if pair]
    n = sum(sum(pair.values()) for pair in pairs)
    margins = [(_margin(pair, 0), _margin(pair, 1)) for pair in pairs]
    observed = expected = 0.0
    for pair, (ones, others) in zip(pairs, margins, strict=True):
        weight = sum(pair.values()) / n
        observed += sum(count for (one, other), count in pair.items() if one == other) / n
        expected += weight * fsum(ones[answer] * others[answer] for answer in ones)
    if n == 0 or expected > 1 - _NO_ERROR:
        return Estimate(None, n)
    kappa = (observed - expected) / (1 - expected)
    deviations: list[tuple[float, int]] = []
    for pair, (ones, others) in zip(pairs, margins, strict=True):
        parts = [
            ((one == other) - (1 - kappa) * (others[one] + ones[other]), count)
            for (one, other), count in pair.items()
        ]
        mean = fsum(part * count for part, count in parts) / sum(pair.values())
        deviations += [((part - mean) / (1 - expected), count) for part, count in parts]
    return _estimate(kappa, deviations)


def gwets_ac1(patterns: Patterns, categories: int) -> Estimate:
    """Return Gwet's AC1; `categories` is how many answers could be given.

    K. L. Gwet, "Computing inter-rater reliability and its variance in the presence of high
    agreement", Br. J. Math. Stat. Psychol. 61 (2008) 29-48; for any number of raters and with
    missing ratings as in his Handbook of Inter-Rater Reliability (4th ed. 2014, ch. 5, where the
    variance is the sum of squares of the linearised coefficient over units). A unit that one
    rater alone has seen tells of the categories' shares.
    """
    if categories < 2:
        raise ValueError("AC1 asks for a scale of at least two answers.")
    units = {unit: count for unit, count in _sorted(patterns).items() if unit}
    n = sum(units.values())
    n_paired = sum(_paired(patterns).values())
    if n_paired == 0:
        return Estimate(None, 0)
    shares = _mean_shares(units)
    scale = categories - 1
    expected = fsum(share * (1 - share) for share in shares.values()) / scale
    observed = fsum(_agreeing(u) * count for u, count in units.items() if len(u) > 1) / n_paired
    ac1 = (observed - expected) / (1 - expected)
    deviations = []
    for unit, count in units.items():
        own = n / n_paired * (_agreeing(unit) - expected) if len(unit) > 1 else 0.0
        by_chance = fsum(1 - shares[answer] for answer in unit) / len(unit) / scale
        linear = (own - 2 * (1 - ac1) * (by_chance - expected)) / (1 - expected)
        deviations.append((linear - ac1, count))
    return _estimate(ac1, deviations)


def krippendorffs_alpha(patterns: Patterns) -> Estimate:
    """Return Krippendorff's α for nominal data; values may be missing.

    K. Krippendorff, "Computing Krippendorff's alpha-reliability" (University of Pennsylvania,
    2011), from the coincidences within units that have two values or more. He gives a bootstrap
    for the interval; here it is the linearised one of K. L. Gwet, Handbook of Inter-Rater
    Reliability (4th ed. 2014, p. 88), which needs no random numbers: α as a ratio of sums over
    units, each with as many values as it has.
    """
    units = _paired(patterns)
    n = sum(units.values())
    values: Counter[str] = Counter()
    for unit, count in units.items():
        for answer in unit:
            values[answer] += count
    total = sum(values.values())
    if len(values) < 2:
        return Estimate(None, n)
    shares = {answer: count / total for answer, count in values.items()}
    expected = fsum(share**2 for share in shares.values())
    observed = fsum(len(u) * _agreeing(u) * count for u, count in units.items()) / total
    uncorrected = (observed - expected) / (1 - expected)
    mean_length = total / n
    deviations = []
    for unit, count in units.items():
        own = len(unit) * (_agreeing(unit) - observed)
        by_chance = fsum(shares[answer] - expected for answer in unit)
        linear = (own - 2 * (1 - uncorrected) * by_chance) / (mean_length * (1 - expected))
        deviations.append((linear, count))
    # One value fewer to be drawn by chance: what makes α differ from Fleiss' κ in small samples.
    return _estimate(1 - (1 - uncorrected) * (total - 1) / total, deviations)


def t_quantile(degrees: int) -> float:
    """Return the quantile of Student's t that leaves 2.5 % above it.

    M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions (1964), 26.7.5; right to
    four decimals from ten degrees of freedom on, and never narrower than the normal's.
    """
    z = _Z
    return (
        z
        + (z**3 + z) / (4 * degrees)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * degrees**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * degrees**4)
    )


def _estimate(value: float, deviations: Iterable[tuple[float, int]]) -> Estimate:
    """Return the coefficient with the error that its units' deviations from it amount to."""
    known = list(deviations)
    n = sum(count for _, count in known)
    if n < 2:
        return Estimate(value, n)
    error = sqrt(fsum(deviation**2 * count for deviation, count in known) / (n * (n - 1)))
    if error < _NO_ERROR:
        return Estimate(value, n)
    half = t_quantile(n - 1) * error
    return Estimate(value, n, error, max(-1.0, value - half), min(1.0, value + half))


def _agreeing(unit: tuple[str, ...]) -> float:
    """Return the share of the pairs of values of a unit that are the same."""
    same = sum(count * (count - 1) for count in Counter(unit).values())
    return same / (len(unit) * (len(unit) - 1))


def _paired(patterns: Patterns) -> dict[tuple[str, ...], int]:
    return {unit: count for unit, count in _sorted(patterns).items() if len(unit) > 1}


def _sorted(patterns: Patterns) -> Counter[tuple[str, ...]]:
    """Return the patterns without regard to who said what."""
    units: Counter[tuple[str, ...]] = Counter()
    for unit, count in patterns.items():
        if count:
            units[tuple(sorted(unit))] += count
    return units


def _mean_shares(units: Patterns) -> dict[str, float]:
    """Return the share of each answer, a mean over units."""
    n = sum(units.values())
    shares: dict[str, float] = {}
    for unit, count in units.items():
        for answer in unit:
            shares[answer] = shares.get(answer, 0.0) + count / (n * len(unit))
    return shares


def _margin(pair: Patterns, place: int) -> dict[str, float]:
    """Return the share of each answer of one rater of a pair; 0 for the other's answers."""
    n = sum(pair.values())
    shares = {answer: 0.0 for said in pair for answer in said}
    for said, count in pair.items():
        shares[said[place]] += count / n
    return shares
