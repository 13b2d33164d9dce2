"""The one-sentence reading of a claim, made from its fields."""

from evidence.content import Content, Entry, entries_of, names_of

_VERBS = {
    "promotes_resistance": "promote resistance of {cancer} to {agent}",
    "restores_sensitivity": "restore the sensitivity of {cancer} to {agent}",
    "enhances_potency": "make {agent} more potent against {cancer}",
    "no_effect": "do not change the response of {cancer} to {agent}",
    "mixed": "have mixed effects on the response of {cancer} to {agent}",
    "antitumour_only": "act on {cancer} (no therapy response tested)",
}


def reading_of(content: Content) -> str:
    """Return one sentence such as "EVs of bone marrow MSCs carrying miR-193a restore the
    sensitivity of non-small cell lung carcinoma to cisplatin, through LRRC1." """
    cancer = _join(names_of(content.get("cancer"))) or "the tumour"
    agents = [name for name in names_of(content.get("agents")) if name != "none"]
    effect = (names_of(content.get("effect")) or [""])[0]
    verb = _VERBS.get(effect, "act on the response of {cancer} to {agent} in a way still unclear")
    sentence = (
        f"{_vesicles(content)} {verb.format(cancer=cancer, agent=_join(agents) or 'therapy')}"
    )
    targets = [
        str(entry.get("name")) for entry in entries_of(content.get("targets"))
        if entry.get("role") == "direct"
    ]  # fmt: skip
    return sentence + (f", through {_join(targets)}." if targets else ".")


def _vesicles(content: Content) -> str:
    tissue = _join(names_of(content.get("tissue")))
    evs = (names_of(content.get("ev_class")) or ["EV"])[0]
    plural = "EVs" if evs == "EV" else f"{evs}s"
    donors = f"{tissue} MSCs" if tissue else "MSCs"
    cargo = _join([_carried(entry) for entry in entries_of(content.get("cargo"))])
    return f"{plural} of {donors}" + (f" carrying {cargo}" if cargo else "")


def _carried(entry: Entry) -> str:
    name = str(entry.get("name", ""))
    if entry.get("kind") == "whole_ev":
        return ""
    return f"an inhibitor of {name}" if entry.get("acts_as") == "inhibitor" else name


def _join(names: list[str]) -> str:
    names = [name for name in names if name]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
