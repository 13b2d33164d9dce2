"""Level and directness by rule, and the sentence made from the fields."""

import pytest

from evidence.policies.sentence import reading_of
from evidence.policies.strength import directness, level_of, suggested_level

DIRECT = {
    "given": [{"name": "isolated_evs"}, {"name": "conditioned_medium"}],
    "settings": [{"name": "in_vivo", "measured": "yes"}],
    "resistant_model": [{"name": "yes"}],
    "causality": [{"name": "target_rescue"}],
}


def score(content: dict) -> int:
    return sum(point.met for point in directness(content))


def test_all_five_points_of_directness_can_be_met() -> None:
    assert score(DIRECT) == 5


@pytest.mark.parametrize(
    ("name", "value", "lost"),
    [
        ("given", {"unknown": "unclear"}, 1),
        ("resistant_model", [{"name": "no"}], 1),
        ("causality", [{"name": "detected"}], 1),
        ("settings", [{"name": "in_vitro", "measured": "yes"}], 1),
        ("settings", [{"name": "in_vivo", "measured": "unclear"}], 2),
        ("settings", {"unknown": "not_checked"}, 2),
    ],
)
def test_each_point_is_lost_on_its_own(name: str, value: object, lost: int) -> None:
    assert score(DIRECT | {name: value}) == 5 - lost


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        ([], ""),
        ([{"name": "in_silico"}], "E"),
        ([{"name": "in_vitro"}, {"name": "in_silico"}], "D"),
        ([{"name": "patient_samples", "measured": "no"}, {"name": "in_vitro"}], "D"),
        ([{"name": "patient_samples", "measured": "yes"}], "B"),
        ([{"name": "trial", "measured": "unclear"}], "B"),
        ([{"name": "patient_samples", "measured": "unclear"}], "E"),
    ],
)
def test_the_settings_suggest_a_level(settings: list, level: str) -> None:
    assert suggested_level({"settings": settings}) == level


def test_a_chosen_level_stands_before_the_suggested_one() -> None:
    assert level_of({"settings": [{"name": "trial"}], "level": [{"name": "C"}]}) == "C"


def test_the_reading_names_vesicle_cargo_cancer_agent_and_direct_target() -> None:
    content = {
        "tissue": [{"name": "bone marrow"}],
        "ev_class": [{"name": "EV"}],
        "cargo": [{"name": "miR-193a", "kind": "mirna"}],
        "cancer": [{"name": "lung cancer"}],
        "agents": [{"name": "cisplatin", "role": "alongside"}],
        "effect": [{"name": "restores_sensitivity"}],
        "targets": [{"name": "LRRC1", "role": "direct"}, {"name": "BAX", "role": "downstream"}],
    }
    assert reading_of(content) == (
        "EVs of bone marrow MSCs carrying miR-193a restore the sensitivity of lung cancer to "
        "cisplatin, through LRRC1."
    )


def test_the_reading_says_inhibitor_and_no_therapy() -> None:
    content = {
        "cargo": [{"name": "miR-9", "kind": "mirna", "acts_as": "inhibitor"}],
        "agents": [{"name": "none", "role": "none_given"}],
        "effect": [{"name": "antitumour_only"}],
    }
    assert reading_of(content) == (
        "EVs of MSCs carrying an inhibitor of miR-9 act on the tumour (no therapy response tested)."
    )


def test_an_empty_claim_has_a_reading_too() -> None:
    assert reading_of({}) == (
        "EVs of MSCs act on the response of the tumour to therapy in a way still unclear."
    )
