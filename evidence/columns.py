"""The one column list: form, documents, spreadsheet, API and data dictionary are made from it.

A column of kind "text" or "long" holds a string. Every other kind holds entries: "choice" and
"choices" name an answer of a closed list, "term" and "terms" an entry of a vocabulary, "rows"
either of them (or a free name) with attributes of its own.
"""

from dataclasses import dataclass
from functools import cached_property

from . import enums
from .enums import ChoiceList

REQUIRED, SHOWN, FOLDED = "required", "shown", "folded"


@dataclass(frozen=True)
class Section:
    """One of the seven parts of a version."""

    name: str
    label: str
    lead: str


@dataclass(frozen=True)
class Attribute:
    """What an entry says besides its name: a choice, a short text, or a bare mark."""

    name: str
    label: str
    choices: ChoiceList | None = None
    is_mark: bool = False
    example: str = ""
    required: bool = False


@dataclass(frozen=True)
class Column:
    """One question about a claim."""

    name: str
    label: str
    section: str
    kind: str
    need: str
    hint: str
    example: str
    vocabulary: str = ""
    choices: ChoiceList | None = None
    attributes: tuple[Attribute, ...] = ()
    private: bool = False
    claim: bool = True

    @cached_property
    def is_text(self) -> bool:
        """Holds a string; every other column holds entries."""
        return self.kind in ("text", "long")

    @cached_property
    def many(self) -> bool:
        """Takes more than one entry."""
        return self.kind in ("choices", "terms", "rows")

    @cached_property
    def is_open(self) -> bool:
        """An unlisted name becomes a provisional term instead of an error."""
        return self.vocabulary in enums.OPEN_VOCABULARIES

    @cached_property
    def required_attributes(self) -> tuple[Attribute, ...]:
        """The attributes that every entry has to have."""
        return tuple(attribute for attribute in self.attributes if attribute.required)

    @cached_property
    def _by_name(self) -> dict[str, Attribute]:
        return {attribute.name: attribute for attribute in self.attributes}

    def attribute(self, name: str) -> Attribute | None:
        """Return the attribute called `name`, or None."""
        return self._by_name.get(name)


SECTIONS = (
    Section("source", "Source", "Which paper says it, where in the paper, and what was read."),
    Section("donor", "Donor and vesicle", "Whose vesicles, what kind, and what was really given."),
    Section("cargo", "Cargo", "What the vesicles carry, and how firmly the effect rests on it."),
    Section("mechanism", "Mechanism", "What happens in the cell, and through which genes."),
    Section("cancer", "Cancer and models", "Which tumour, in which cells or animals."),
    Section("therapy", "Therapy and effect", "Which treatment, and what the vesicles do to it."),
    Section("evidence", "Evidence", "In which setting, how direct, how sure."),
)

AS_REPORTED = Attribute("as_reported", "as reported", example="TRAIL")
INFERRED = Attribute("inferred", "inferred, not said outright", is_mark=True)
DETAIL = Attribute("detail", "detail", example="cisplatin-resistant")
LOCATOR = Attribute("locator", "where in it", example="table 2, reference 66")


def _column(
    section: str, name: str, label: str, kind: str, need: str, hint: str, example: str,
    vocabulary: str = "", choices: ChoiceList | None = None,
    attributes: tuple[Attribute, ...] = (), private: bool = False, claim: bool = True,
) -> Column:  # fmt: skip
    return Column(
        name, label, section, kind, need, hint, example, vocabulary, choices, attributes,
        private, claim,
    )  # fmt: skip


COLUMNS: tuple[Column, ...] = (
    # 1 Source: the citation itself stands beside the columns, see evidence.models.citations.
    _column("source", "locator", "Where in the paper", "text", REQUIRED,
            "Figure, table, page or section; or give a short quote below.", "figure 4 legend"),
    _column("source", "quote", "Short quote", "long", SHOWN,
            "One or two sentences that say it. Signed-in people only, never exported.",
            "miR-193a from BMSC exosomes reduced the resistance of NSCLC cells to DDP.",
            private=True),
    _column("source", "pdf_page", "Page of the PDF", "text", SHOWN,
            "The page of the PDF kept here that says it, counted from its first sheet.", "5",
            private=True, claim=False),
    _column("source", "read_from", "Read from", "choice", REQUIRED,
            "What you yourself read.", "abstract", choices=enums.READ_FROM),
    _column("source", "source_reviews", "Source reviews", "rows", FOLDED,
            "Reviews in which the claim was found, by citation key.", "zhao2020_review",
            attributes=(LOCATOR,)),
    _column("source", "seen_at", "Where it was seen", "long", FOLDED,
            "Addresses of the pages read.", "https://pubmed.ncbi.nlm.nih.gov/33253966",
            claim=False),
    _column("source", "seen_fields", "What was seen there", "long", FOLDED,
            "Which answers that page supports.", "title; authors; cargo; drug; direction",
            claim=False),
    # 2 Donor and vesicle
    _column("donor", "tissue", "MSC tissue", "terms", REQUIRED,
            "Where the donor cells came from.", "bone marrow", "tissue",
            attributes=(AS_REPORTED, INFERRED)),
    _column("donor", "donor_cell_as_reported", "Donor cell as reported", "text", SHOWN,
            "In the paper's own words.", "bone marrow stromal cells"),
    _column("donor", "donor_species", "Donor species", "terms", FOLDED,
            "Species of the donor cells.", "human", "species", attributes=(INFERRED,)),
    _column("donor", "donor_state", "Donor state", "choices", FOLDED,
            "Tick all that apply.", "tumour-educated", choices=enums.DONOR_STATES),
    _column("donor", "ev_term_as_reported", "Vesicle term as reported", "text", REQUIRED,
            "The paper's own word.", "exosome"),
    _column("donor", "ev_class", "Vesicle class", "term", SHOWN,
            "MISEV2023; exosome only where its biogenesis was shown.", "EV", "ev_class"),
    _column("donor", "engineering", "Engineering", "choices", REQUIRED,
            "What was done to donor or vesicle; tick all that apply.", "donor modified",
            choices=enums.ENGINEERING),
    _column("donor", "engineering_detail", "Engineering in detail", "text", FOLDED,
            "Method, payload, loading efficiency, controls.",
            "donors transfected with miR-193a mimic"),
    _column("donor", "given", "What was given", "choices", REQUIRED,
            "What reached the tumour cells or the animal; tick all that apply.", "isolated EVs",
            choices=enums.GIVEN),
    # 3 Cargo
    _column("cargo", "cargo", "Cargo", "rows", REQUIRED,
            "One row a molecule; name what is silenced and mark it an inhibitor of it.",
            "miR-193a, miRNA", "molecule",
            attributes=(
                Attribute("kind", "kind", enums.CARGO_KINDS, required=True),
                Attribute("acts_as", "acts as", enums.ACTS_AS),
                Attribute("change", "change (native EVs)", enums.CARGO_CHANGES),
                AS_REPORTED, INFERRED)),
    _column("cargo", "causality", "How firmly it rests on the cargo", "choices", SHOWN,
            "Tick all that were shown.", "loss abolishes the effect", choices=enums.CAUSALITY),
    # 4 Mechanism
    _column("mechanism", "targets", "Targets", "rows", SHOWN,
            "One row a gene: where it acts, and how it is reached.",
            "LRRC1, in the recipient, direct target, down", "molecule",
            attributes=(
                Attribute("place", "place", enums.PLACES),
                Attribute("role", "role", enums.TARGET_ROLES),
                Attribute("direction", "direction", enums.DIRECTIONS),
                AS_REPORTED, INFERRED)),
    _column("mechanism", "mechanism_classes", "Mechanism classes", "terms", SHOWN,
            "How resistance or sensitivity comes about.", "apoptosis evasion", "mechanism",
            attributes=(INFERRED,)),
    _column("mechanism", "pathways", "Pathways", "terms", SHOWN,
            "Pathways and processes named.", "Wnt/beta-catenin", "pathway",
            attributes=(AS_REPORTED, INFERRED)),
    _column("mechanism", "mechanism_words", "Mechanism in words", "text", SHOWN,
            "A short phrase.", "represses LRRC1"),
    # 5 Cancer and models
    _column("cancer", "cancer", "Cancer", "terms", REQUIRED,
            "The tumour type.", "non-small cell lung carcinoma", "cancer",
            attributes=(AS_REPORTED, INFERRED)),
    _column("cancer", "recipient", "Recipient cell", "choices", SHOWN,
            "Which cells took the vesicles up.", "tumour", choices=enums.RECIPIENTS),
    _column("cancer", "resistant_model", "Resistant model used", "choice", SHOWN,
            "Was a model used that resists the therapy?", "yes", choices=enums.YES_NO),
    _column("cancer", "models", "Models", "terms", SHOWN,
            "Cell lines and animals.", "A549, parental and drug-resistant", "model",
            attributes=(DETAIL, AS_REPORTED, INFERRED)),
    _column("cancer", "species", "Host and cell species", "terms", SHOWN,
            "Species of the recipient cells and of the host.", "mouse, host", "species",
            attributes=(Attribute("of", "of", enums.SPECIES_OF), INFERRED)),
    # 6 Therapy and effect
    _column("therapy", "agents", "Agents", "rows", REQUIRED,
            "One row an agent; name “none” and say *none given* where there was no therapy.",
            "cisplatin, given alongside", "agent",
            attributes=(
                Attribute("role", "role", enums.AGENT_ROLES, required=True),
                Attribute("unnamed", "named only as a class", is_mark=True),
                AS_REPORTED, INFERRED)),
    _column("therapy", "modality", "Modality", "choices", SHOWN,
            "Proposed from the agents; change it where the paper says otherwise.", "chemotherapy",
            choices=enums.MODALITIES),
    _column("therapy", "effect", "Effect", "choice", REQUIRED,
            "What the vesicles do to the therapy response.", "restores sensitivity",
            choices=enums.EFFECTS),
    _column("therapy", "compared_with", "Compared with", "choices", SHOWN,
            "Tick all that were used.", "control EV", choices=enums.COMPARATORS),
    # 7 Evidence
    _column("evidence", "settings", "Settings", "rows", REQUIRED,
            "One row a setting. Settings that disagree are two items.",
            "in vitro, therapy response measured here: yes", choices=enums.SETTINGS,
            attributes=(
                Attribute("measured", "therapy response measured here", enums.YES_NO_UNCLEAR,
                          required=True),
                Attribute("models", "models", example="A549"),
                Attribute("endpoint", "endpoint", example="IC50"),
                Attribute("locator", "figure or table", example="figure 3b"),
                Attribute("quantity", "quantity", example="IC50 8.2 → 3.1 µM"),
                INFERRED)),
    _column("evidence", "level", "Level", "choice", SHOWN,
            "CIViC's letters; left empty, the level the settings suggest is used.", "D",
            choices=enums.LEVELS),
    _column("evidence", "level_reason", "Why this level", "text", FOLDED,
            "Needed where the level differs from the suggested one.",
            "a single patient, described as a case"),
    _column("evidence", "summary", "Summary in one sentence", "long", REQUIRED,
            "Who, from where, does what to which therapy in which cancer.",
            "Marrow MSC exosomes enriched in miR-193a lowered the cisplatin resistance of lung "
            "cancer cells by down-regulating LRRC1."),
    _column("evidence", "doubt", "Your doubt", "long", SHOWN,
            "What should be looked at again. A doubt has to be settled before acceptance.",
            "The direction is taken from the title: check the full text."),
    _column("evidence", "safety", "Safety", "text", FOLDED,
            "What is said about harm, or harm spared.", "normal bronchial epithelium spared"),
    _column("evidence", "inferred_sections", "Read or inferred", "choices", FOLDED,
            "Tick the sections that you inferred rather than read.", "Donor and vesicle",
            choices=enums.ChoiceList(
                "section", tuple(enums.Choice(s.name, s.label) for s in SECTIONS))),
    _column("evidence", "external_ids", "External ids", "rows", FOLDED,
            "Where else this claim is kept: the collection, and its id there.",
            "starter, MSCEV-001", attributes=(Attribute("id", "id", example="MSCEV-001",
                                                        required=True),), claim=False),
    _column("evidence", "notes", "Internal notes", "long", FOLDED,
            "For the people working on it. Signed-in people only, never exported.",
            "Cell lines and host species not visible.", private=True, claim=False),
    _column("evidence", "coding", "How it was coded", "long", FOLDED,
            "Earlier codings and why they changed. Signed-in people only, never exported.",
            "First coded as mixed.", private=True, claim=False),
)  # fmt: skip

# What a paper's next claim takes over from the one before it.
INHERITED = (
    "read_from", "source_reviews", "seen_at", "tissue", "donor_cell_as_reported", "donor_species",
    "donor_state", "ev_term_as_reported", "ev_class", "engineering", "engineering_detail", "given",
    "cancer", "recipient", "models", "species", "agents",
)  # fmt: skip

BY_NAME: dict[str, Column] = {column.name: column for column in COLUMNS}
REQUIRED_COLUMNS = tuple(column for column in COLUMNS if column.need == REQUIRED)


def columns_of(section: str) -> tuple[Column, ...]:
    """Return the columns of a section, in the order people meet them."""
    return tuple(column for column in COLUMNS if column.section == section)
