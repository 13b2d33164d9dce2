"""How strong and how direct a claim's evidence is, by rule."""

from typing import NamedTuple

from evidence.content import Content, entries_of, names_of


class DirectnessPoint(NamedTuple):
    """One of the five things that make evidence for the vesicle direct."""

    label: str
    met: bool


def directness(content: Content) -> list[DirectnessPoint]:
    """Return the five points of directness; the score 0 to 5 is how many are met."""
    settings = entries_of(content.get("settings"))
    measured = [entry for entry in settings if entry.get("measured") == "yes"]
    causality = names_of(content.get("causality"))
    return [
        DirectnessPoint(
            "isolated vesicles given", "isolated_evs" in names_of(content.get("given"))
        ),
        DirectnessPoint("therapy response measured", bool(measured)),
        DirectnessPoint(
            "resistant model used", names_of(content.get("resistant_model")) == ["yes"]
        ),
        DirectnessPoint(
            "loss of the cargo tested",
            "loss_abolishes_effect" in causality or "target_rescue" in causality,
        ),
        DirectnessPoint(
            "in vivo with therapy", any(entry.get("name") == "in_vivo" for entry in measured)
        ),
    ]


def suggested_level(content: Content) -> str:
    """Return the CIViC level (A to E) that the settings suggest, or "" where none is given.

    CIViC's levels: B is a trial or other primary patient data, D in vivo or in vitro models, E
    indirect evidence (civic.readthedocs.io, "Evidence Level"). A and C are for people to set:
    consensus and single cases do not show in a setting.
    """
    settings = {str(entry.get("name")): entry for entry in entries_of(content.get("settings"))}
    measured_in_patients = settings.get("patient_samples", {}).get("measured") == "yes"
    if "trial" in settings or measured_in_patients:
        return "B"
    if {"in_vivo", "ex_vivo", "in_vitro"} & set(settings):
        return "D"
    return "E" if settings else ""


def level_of(content: Content) -> str:
    """Return the level a person chose, or the suggested one."""
    chosen = names_of(content.get("level"))
    return chosen[0] if chosen else suggested_level(content)
