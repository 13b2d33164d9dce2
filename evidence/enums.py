"""The closed short lists. A value is what is stored and exchanged, a label what people read."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Choice(NamedTuple):
    """One answer of a closed list: stored value, label, and what it means."""

    value: str
    label: str
    meaning: str = ""


@dataclass(frozen=True)
class ChoiceList:
    """A closed list of answers."""

    name: str
    choices: tuple[Choice, ...]

    def find(self, text: str) -> Choice | None:
        """Return the choice whose value or label is `text`, letter case and spacing aside."""
        return self._called.get(text) or self._called.get(_fold(text))

    @cached_property
    def _called(self) -> dict[str, Choice]:
        """Every choice under its folded value and label; the first has a name that two share."""
        called: dict[str, Choice] = {}
        for choice in self.choices:
            called.setdefault(_fold(choice.value), choice)
            called.setdefault(_fold(choice.label), choice)
        return called

    def label_of(self, value: str) -> str:
        """Return the label of a stored value; an unknown value is its own label."""
        return self._labels.get(value, value)

    @cached_property
    def _labels(self) -> dict[str, str]:
        """Every label under its stored value."""
        return {choice.value: choice.label for choice in self.choices}

    @cached_property
    def labels(self) -> list[str]:
        """The labels, in the list's own order."""
        return [choice.label for choice in self.choices]

    @property
    def values(self) -> tuple[str, ...]:
        """The stored values, in the list's own order."""
        return tuple(choice.value for choice in self.choices)


def _fold(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())


def _list(name: str, *choices: tuple[str, ...]) -> ChoiceList:
    return ChoiceList(name, tuple(Choice(*choice) for choice in choices))


UNKNOWNS = _list(
    "unknowns",
    ("unclear", "unclear", "the source is ambiguous"),
    ("not_reported", "not reported", "looked for in the full text and not there"),
    ("not_applicable", "not applicable", "the question does not arise for this claim"),
    ("not_checked", "not checked", "nobody has looked yet: a gap to fill"),
)

STATUSES = _list(
    "status",
    ("draft", "draft", "being written; may hold anything half typed"),
    ("in_review", "in review", "frozen and waiting for its reviewers"),
    ("agreed", "agreed", "the reviewers say the same; an editor has to confirm"),
    ("split", "split", "the reviewers differ; an editor has to decide"),
    ("accepted", "accepted", "counts as evidence and is public"),
    ("returned", "returned", "back with its author, with reasons"),
    ("rejected", "rejected", "judged not to hold, with reasons"),
    ("withdrawn", "withdrawn", "taken back by its author"),
    ("superseded", "superseded", "replaced by an accepted later version"),
    ("retired", "retired", "was accepted, and is no longer held, with the reason"),
    ("merged", "merged", "is the same claim as another item"),
)
OPEN_STATUSES = ("in_review", "agreed", "split")

VOCABULARIES = _list(
    "vocabulary",
    ("tissue", "donor tissue", "where the mesenchymal stem/stromal cells came from"),
    ("ev_class", "vesicle class", "MISEV2023 classes"),
    ("mechanism", "mechanism class", "how resistance or sensitivity comes about"),
    ("species", "species", "of cells and hosts"),
    ("molecule", "molecule", "genes, RNAs, proteins and other cargo and targets"),
    ("agent", "therapy agent", "drugs, radiation and classes of them"),
    ("cancer", "cancer", "tumour types"),
    ("model", "model", "cell lines and animal models"),
    ("pathway", "pathway", "signalling pathways and processes"),
)
OPEN_VOCABULARIES = ("molecule", "agent", "cancer", "model", "pathway")

TERM_STATUSES = _list(
    "term_status",
    ("active", "active", "confirmed by an editor"),
    ("provisional", "provisional", "usable at once; an editor still has to confirm or merge it"),
    ("obsolete", "obsolete", "no longer used; see what replaces it"),
)
CODE_MATCHES = _list(
    "code_match",
    ("exact", "exact", "the code names the same thing"),
    ("broader", "broader", "the code names something wider"),
    ("precursor", "precursor", "the code names the hairpin or gene the molecule comes from"),
)

CITATION_KINDS = _list(
    "citation_kind",
    ("primary_study", "primary study"),
    ("review", "review"),
    ("preprint", "preprint"),
    ("trial", "trial"),
    ("guideline", "guideline"),
    (
        "unidentified",
        "unidentified",
        "known only through another source; never acceptable as it is",
    ),
)
# What CSL calls a kind of source; a study or a review is an article in a journal.
CSL_TYPES = {"preprint": "article", "guideline": "report", "trial": "dataset"}
CSL_ARTICLE = "article-journal"
PUBLICATION_STATUSES = _list(
    "publication_status",
    ("not_checked", "not checked"),
    ("active", "active"),
    ("corrected", "corrected"),
    ("concern", "expression of concern"),
    ("retracted", "retracted"),
)
# From the lightest to the gravest; what nobody has looked up is none of them.
GRAVITY = ("active", "corrected", "concern", "retracted")
SERIOUS = ("corrected", "concern", "retracted")

READ_FROM = _list(
    "read_from",
    ("full_text", "full text"),
    ("abstract", "abstract"),
    ("figure_legend", "figure legend"),
    ("title_only", "title only", "blocks acceptance until more was read"),
    ("registry_record", "registry record"),
    ("secondary", "secondary source", "blocks acceptance until the paper itself was read"),
)
DONOR_STATES = _list(
    "donor_state",
    ("healthy", "healthy"),
    ("patient", "patient"),
    (
        "tumour_educated",
        "tumour-educated",
        "in contact with a tumour, or from a tumour-bearing host",
    ),
    ("conditioned", "conditioned", "for instance hypoxia, irradiation or drug before collection"),
)
ENGINEERING = _list(
    "engineering",
    ("native", "native", "as the cells release them"),
    (
        "donor_modified",
        "donor modified",
        "over-expression, knock-down or suicide gene in the donor",
    ),
    ("donor_loaded", "donor loaded", "the donor was exposed to the drug"),
    (
        "loaded_after_isolation",
        "loaded after isolation",
        "electroporation, incubation, sonication …",
    ),
    ("surface_modified", "surface modified", "peptide, antibody or prodrug on the surface"),
    ("loaded_route_unclear", "loaded by a route unclear"),
)
GIVEN = _list(
    "given",
    ("isolated_evs", "isolated EVs"),
    ("conditioned_medium", "conditioned medium"),
    ("coculture_or_whole_msc", "co-culture or whole MSC"),
    ("mimic_into_recipient", "mimic straight into the recipient"),
)
CARGO_KINDS = _list(
    "cargo_kind",
    ("mirna", "miRNA"),
    ("lncrna", "lncRNA"),
    ("circrna", "circRNA"),
    ("mrna", "mRNA"),
    ("sirna", "siRNA"),
    ("protein", "protein"),
    ("lipid", "lipid"),
    ("dna", "DNA"),
    ("metabolite", "metabolite"),
    ("drug", "drug"),
    ("whole_ev", "whole EV"),
    ("unclear", "unclear"),
)
ACTS_AS = _list(
    "acts_as",
    ("itself", "itself"),
    ("inhibitor", "inhibitor of it", "an antagomiR or siRNA is entered under what it silences"),
)
CARGO_CHANGES = _list(
    "cargo_change",
    ("enriched", "enriched"),
    ("depleted", "depleted"),
    ("altered", "altered"),
    ("not_applicable", "not applicable", "engineered vesicles"),
    ("unclear", "unclear"),
)
CAUSALITY = _list(
    "causality",
    ("detected", "detected in the vesicle"),
    ("transferred", "transferred to the recipient"),
    ("loss_abolishes_effect", "loss abolishes the effect", "knock-down, inhibitor or EV depletion"),
    ("target_rescue", "rescue of the target", "restoring the target undoes the effect"),
    ("not_tested", "not tested"),
)
PLACES = _list(
    "place",
    ("donor", "donor"),
    ("vesicle", "vesicle"),
    ("recipient", "recipient"),
    ("unclear", "unclear"),
)
TARGET_ROLES = _list(
    "target_role",
    ("direct", "direct target"),
    ("upstream", "upstream"),
    ("downstream", "downstream or read-out"),
    ("unclear", "unclear"),
)
DIRECTIONS = _list("direction", ("up", "up"), ("down", "down"), ("unclear", "unclear"))
RECIPIENTS = _list(
    "recipient",
    ("tumour", "tumour"),
    ("immune", "immune"),
    ("stromal", "stromal"),
    ("other", "other"),
)
YES_NO = _list("yes_no", ("yes", "yes"), ("no", "no"))
YES_NO_UNCLEAR = _list("yes_no_unclear", ("yes", "yes"), ("no", "no"), ("unclear", "unclear"))
SPECIES_OF = _list("species_of", ("cells", "cells"), ("host", "host"))
AGENT_ROLES = _list(
    "agent_role",
    ("alongside", "given alongside"),
    ("carried", "carried by the vesicle"),
    ("vesicle_is_agent", "the vesicle is the agent"),
    ("none_given", "none given"),
    ("unclear", "unclear"),
)
# What a claim says where it names no agent, or no target that is reached directly.
NO_AGENT = Choice("none_given", "none given", "no therapy was given")
NO_DIRECT_TARGET = Choice("none_direct", "none named as direct", "others may be named")
MODALITIES = _list(
    "modality",
    ("chemotherapy", "chemotherapy"),
    ("targeted_therapy", "targeted therapy", "proteasome inhibitors are targeted therapy here"),
    ("radiotherapy", "radiotherapy"),
    ("immunotherapy", "immunotherapy"),
    ("endocrine_therapy", "endocrine therapy"),
    ("gene_prodrug", "gene/prodrug therapy"),
    ("photodynamic", "photodynamic therapy"),
    ("other", "other"),
)
EFFECTS = _list(
    "effect",
    ("promotes_resistance", "promotes resistance"),
    ("restores_sensitivity", "restores sensitivity"),
    ("enhances_potency", "enhances potency", "no resistant model; works better or at a lower dose"),
    ("no_effect", "no effect", "the therapy response was tested and did not change"),
    ("mixed", "mixed"),
    ("antitumour_only", "antitumour only", "no therapy response tested"),
)
COMPARATORS = _list(
    "comparator",
    ("therapy_alone", "therapy alone"),
    ("free_drug", "free drug"),
    ("control_ev", "control EV"),
    ("ev_depleted", "EV-depleted"),
    ("untreated", "untreated"),
)
SETTINGS = _list(
    "setting",
    ("in_vitro", "in vitro"),
    ("ex_vivo", "ex vivo", "patient cells outside the body"),
    ("in_vivo", "in vivo"),
    ("patient_samples", "patient samples", "correlative"),
    ("trial", "trial"),
    ("in_silico", "in silico"),
)
LEVELS = _list(
    "level",
    ("A", "A", "validated association"),
    ("B", "B", "clinical evidence"),
    ("C", "C", "case study"),
    ("D", "D", "preclinical evidence"),
    ("E", "E", "inferential association"),
)
