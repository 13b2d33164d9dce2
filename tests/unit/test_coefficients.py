"""The coefficients of agreement against what has been published, and against what must hold."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.policies.coefficients import (
    Patterns,
    cohens_kappa,
    gwets_ac1,
    krippendorffs_alpha,
    percent_agreement,
    t_quantile,
)


def by_rater(*rows: str) -> Patterns:
    """Return the patterns of raters (rows) over units (places); a point is a missing value."""
    return Counter(tuple(answer for answer in unit if answer != ".") for unit in zip(*rows))  # noqa: B905


def by_count(table: str) -> Patterns:
    """Return the patterns of a table of units (rows) by answers: how many raters gave which."""
    return Counter(
        tuple(str(answer) for answer, many in enumerate(map(int, row.split())) for _ in range(many))
        for row in table.strip().splitlines()
    )


def by_pair(*rows: tuple[int, ...]) -> Patterns:
    """Return the patterns of one pair of raters from their table of counts."""
    return {
        (str(one), str(other)): count
        for one, row in enumerate(rows)
        for other, count in enumerate(row)
        if count
    }


# K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), the example with missing
# data (four observers, twelve units); the same data in K. L. Gwet, Handbook of Inter-Rater
# Reliability, 5th ed. 2021, p. 160, and as `cac.raw4raters` in his R package irrCAC 1.0.
FOUR_OBSERVERS = by_rater("123321412...", "1233224125.3", ".3332342251.", "12332441251.")

# J. Cohen, Educ. Psychol. Meas. 20 (1960), table 2b, p. 45.
COHEN = by_pair((88, 14, 18), (10, 40, 10), (2, 6, 12))

# K. L. Gwet, irrCAC 1.0, `cont3x3abstractors`, with the figures in the package's README.
ABSTRACTORS = by_pair((13, 0, 0), (0, 20, 7), (0, 4, 56))

# K. L. Gwet, Handbook, 5th ed. 2021, p. 165: five raters, twenty units.
FIVE_RATERS = by_rater(
    "112.001122.013112110",
    "1130000.211023111210",
    "20300022210022112300",
    ".13....0.10022...31.",
    "2..0001.2....3112..0",
)

# J. L. Fleiss, "Measuring nominal scale agreement among many raters", Psychol. Bull. 76 (1971)
# 378-382, table 1: thirty patients, each diagnosed by six psychiatrists.
FLEISS_ROWS = """
0 0 0 6 0
0 3 0 0 3
0 1 4 0 1
0 0 0 0 6
0 3 0 3 0
2 0 4 0 0
0 0 4 0 2
2 0 3 1 0
2 0 0 4 0
0 0 0 0 6
1 0 0 5 0
1 1 0 4 0
0 3 3 0 0
1 0 0 5 0
0 2 0 3 1
0 0 5 0 1
3 0 0 1 2
5 1 0 0 0
0 2 0 4 0
1 0 2 0 3
0 0 0 0 6
0 1 0 5 0
0 2 0 1 3
2 0 0 4 0
1 0 0 4 1
0 5 0 1 0
4 0 0 0 2
0 2 0 4 0
1 0 5 0 0
0 0 0 0 6
"""
FLEISS = by_count(FLEISS_ROWS)
# Its first half is `distrib.6raters` of irrCAC 1.0.
SIX_RATERS = by_count("\n".join(FLEISS_ROWS.split("\n")[1:16]))


class TestPublished:
    def test_krippendorff_2011(self) -> None:
        alpha = krippendorffs_alpha(FOUR_OBSERVERS)
        assert (alpha.n, round(alpha.value, 3)) == (11, 0.743)
        # irrCAC 1.0 prints 0.74342, and 0.419 to 1 for the interval.
        assert round(alpha.value, 5) == 0.74342
        assert (round(alpha.low, 3), alpha.high) == (0.419, 1.0)
        # It prints 0.14557 by a version of the formula that its author has mended since.
        assert alpha.standard_error == pytest.approx(0.14557, abs=0.0001)

    def test_gwet_2021_page_160(self) -> None:
        ac1 = gwets_ac1(FOUR_OBSERVERS, 5)
        assert (ac1.n, round(ac1.value, 4)) == (12, 0.7754)
        # irrCAC 1.0: 0.77544, 0.14295, 0.461 to 1; percent agreement 0.8181818
        assert (round(ac1.value, 5), round(ac1.standard_error, 5)) == (0.77544, 0.14295)
        assert (round(ac1.low, 3), ac1.high) == (0.461, 1.0)
        assert round(percent_agreement(FOUR_OBSERVERS).value, 7) == 0.8181818

    def test_gwet_2021_page_165(self) -> None:
        assert round(gwets_ac1(FIVE_RATERS, 4).value, 4) == 0.5021

    def test_cohen_1960(self) -> None:
        kappa = cohens_kappa([COHEN])
        assert (kappa.n, round(kappa.value, 3)) == (200, 0.492)
        assert percent_agreement(COHEN).value == pytest.approx(0.70)

    def test_two_abstractors(self) -> None:
        # For a table of two raters irrCAC divides by n where it divides by n - 1 otherwise.
        by_n = math.sqrt(99 / 100)
        for estimate, value, error in (
            (cohens_kappa([ABSTRACTORS]), 0.7964094, 0.05891072),
            (gwets_ac1(ABSTRACTORS, 3), 0.8493305, 0.04321747),
            (krippendorffs_alpha(ABSTRACTORS), 0.7972585, 0.05905473),
        ):
            assert round(estimate.value, 7) == value
            assert round(estimate.standard_error * by_n, 8) == error
        assert percent_agreement(ABSTRACTORS).standard_error == pytest.approx(0.03128898)

    def test_six_raters(self) -> None:
        ac1, alpha = gwets_ac1(SIX_RATERS, 5), krippendorffs_alpha(SIX_RATERS)
        assert (round(ac1.value, 7), round(ac1.standard_error, 8)) == (0.4448007, 0.08418757)
        assert (round(ac1.low, 3), round(ac1.high, 3)) == (0.264, 0.625)
        assert round(alpha.value, 7) == 0.4204384
        assert round(percent_agreement(SIX_RATERS).value, 7) == 0.5511111

    def test_fleiss_1971(self) -> None:
        """His κ, .430 from an agreement of .556, is α without its correction for small samples."""
        alpha = krippendorffs_alpha(FLEISS)
        kappa = 1 - (1 - alpha.value) * 180 / 179
        assert round(kappa, 3) == 0.430
        assert round(percent_agreement(FLEISS).value, 3) == 0.556

    @pytest.mark.parametrize(
        ("agreed", "n", "low", "high"),
        # R. G. Newcombe, Statist. Med. 17 (1998) 857-872, table I, method 3.
        [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ],
    )
    def test_newcombe_1998(self, agreed: int, n: int, low: float, high: float) -> None:
        share = percent_agreement({("yes", "yes"): agreed, ("yes", "no"): n - agreed})
        assert (round(share.low, 4), round(share.high, 4)) == (low, high)

    @pytest.mark.parametrize(
        ("degrees", "quantile"),
        # M. Abramowitz and I. A. Stegun (1964), table 26.10, A = 0.95.
        [(10, 2.228), (19, 2.093), (30, 2.042), (60, 2.000), (120, 1.980)],
    )
    def test_students_t(self, degrees: int, quantile: float) -> None:
        assert round(t_quantile(degrees), 3) == quantile


ANSWERS = ("agree", "disagree", "cannot_tell")
pairs = st.dictionaries(
    st.tuples(st.sampled_from(ANSWERS), st.sampled_from(ANSWERS)), st.integers(1, 60), min_size=1
)
units = st.dictionaries(
    st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=5).map(tuple),
    st.integers(1, 40),
    min_size=1,
)


def all_of(patterns: Patterns) -> list[float | None]:
    return [
        percent_agreement(patterns).value,
        gwets_ac1(patterns, 3).value,
        krippendorffs_alpha(patterns).value,
    ]


class TestWhatMustHold:
    @given(units)
    def test_values_and_intervals_are_in_bounds(self, patterns: Patterns) -> None:
        for estimate in (
            percent_agreement(patterns),
            gwets_ac1(patterns, 3),
            krippendorffs_alpha(patterns),
        ):
            if estimate.value is not None:
                assert -1 - 1e-9 <= estimate.value <= 1 + 1e-9
            if estimate.low is not None:
                assert -1 <= estimate.low <= estimate.value + 1e-9
                assert estimate.value - 1e-9 <= estimate.high <= 1

    @given(st.lists(pairs, min_size=1, max_size=4))
    def test_kappa_is_in_bounds(self, tables: list[Patterns]) -> None:
        kappa = cohens_kappa(tables)
        assert kappa.n == sum(sum(table.values()) for table in tables)
        if kappa.value is not None:
            assert -1 - 1e-9 <= kappa.value <= 1 + 1e-9

    @given(units, st.randoms(use_true_random=False))
    def test_it_does_not_matter_who_said_what(self, patterns: Patterns, chance: object) -> None:
        shuffled: Counter[tuple[str, ...]] = Counter()
        for unit, count in patterns.items():
            said = list(unit)
            chance.shuffle(said)
            shuffled[tuple(said)] += count
        assert all_of(shuffled) == pytest.approx(all_of(patterns))

    @given(pairs)
    def test_kappa_is_the_same_from_the_others_side(self, table: Patterns) -> None:
        turned = {(other, one): count for (one, other), count in table.items()}
        one, other = cohens_kappa([table]), cohens_kappa([turned])
        assert one.value == pytest.approx(other.value)
        assert one.standard_error == pytest.approx(other.standard_error)

    @given(units, st.permutations(ANSWERS))
    def test_the_names_of_answers_do_not_matter(self, patterns: Patterns, names: list[str]) -> None:
        renamed = dict(zip(ANSWERS, names, strict=True))
        other = {tuple(renamed[a] for a in unit): count for unit, count in patterns.items()}
        assert all_of(other) == pytest.approx(all_of(patterns))

    @given(st.dictionaries(st.sampled_from(ANSWERS), st.integers(1, 60), min_size=2))
    def test_perfect_agreement_is_one(self, counts: dict[str, int]) -> None:
        patterns = {(answer, answer): count for answer, count in counts.items()}
        assert all_of(patterns) == pytest.approx([1, 1, 1])
        assert cohens_kappa([patterns]).value == pytest.approx(1)
        # Nothing varied, so nothing is said of the error; the share's interval says how much.
        assert krippendorffs_alpha(patterns).low is None
        assert percent_agreement(patterns).low < 1

    @given(pairs)
    def test_alpha_is_scotts_pi_for_large_samples(self, table: Patterns) -> None:
        """K. Krippendorff (2011): α = 1 - (1 - π) (n - 1) / n, n being the number of values."""
        values = 2 * sum(table.values())
        shares: Counter[str] = Counter()
        for said, count in table.items():
            for answer in said:
                shares[answer] += count
        expected = sum((count / values) ** 2 for count in shares.values())
        alpha = krippendorffs_alpha(table).value
        if len(shares) == 1:
            assert alpha is None
        else:
            pi = (percent_agreement(table).value - expected) / (1 - expected)
            assert alpha == pytest.approx(1 - (1 - pi) * (values - 1) / values)

    @given(pairs, st.integers(2, 5))
    def test_pooling_a_pair_with_its_double_changes_nothing(self, table: Patterns, by: int) -> None:
        more = {said: count * by for said, count in table.items()}
        assert cohens_kappa([table, more]).value == pytest.approx(cohens_kappa([table]).value)

    @given(units)
    def test_units_with_one_value_do_not_move_alpha(self, patterns: Patterns) -> None:
        more = Counter(patterns)
        more[("agree",)] += 7
        one, other = krippendorffs_alpha(patterns), krippendorffs_alpha(more)
        assert one == other


class TestWhatCannotBeSaid:
    def test_nothing_at_all(self) -> None:
        for estimate in (
            percent_agreement({}),
            gwets_ac1({("agree",): 3}, 3),
            krippendorffs_alpha({("agree",): 3}),
            cohens_kappa([{}]),
        ):
            assert (estimate.value, estimate.low, estimate.n) == (None, None, 0)

    def test_one_answer_only(self) -> None:
        alike = {("agree", "agree"): 40}
        assert krippendorffs_alpha(alike).value is None
        assert cohens_kappa([alike]).value is None
        assert gwets_ac1(alike, 3).value == 1
        assert percent_agreement(alike).value == 1

    def test_a_scale_of_one_answer(self) -> None:
        with pytest.raises(ValueError, match="at least two"):
            gwets_ac1({("agree", "agree"): 4}, 1)
