"""The fields of the form in which a paper is entered by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.enums import CITATION_KINDS
from ground.errors import Problem

from .fields import Field


@dataclass(frozen=True)
class _Question:
    name: str
    label: str
    kind: str
    need: str
    hint: str
    example: str


_QUESTIONS = (
    _Question("kind", "Kind", "choice", "required", "What sort of source it is.", "primary study"),
    _Question(
        "title", "Title", "long", "required",
        "As printed. With an identifier it may wait.",
        "Bone marrow mesenchymal stem cells-derived exosomal microRNA-193a reduces cisplatin "
        "resistance of non-small cell lung cancer cells via targeting LRRC1",
    ),
    _Question("pmid", "PMID", "text", "shown", "The number in PubMed.", "32978367"),
    _Question("doi", "DOI", "text", "shown", "A link to it is read as well.",
              "10.1038/s41419-020-02962-4"),
    _Question("pmcid", "PMCID", "text", "folded", "The number in PubMed Central.", "PMC9468526"),
    _Question("nct", "NCT id", "text", "folded", "For trials.", "NCT03608631"),
    _Question("authors", "Authors", "long", "shown", "One a line: family name, given names.",
              "Wu, Hongbo"),
    _Question("journal", "Journal", "text", "shown", "In full or abbreviated.",
              "Cell Death & Disease"),
    _Question("year", "Year", "text", "shown", "Of publication.", "2020"),
    _Question("volume", "Volume", "text", "folded", "", "11"),
    _Question("issue", "Issue", "text", "folded", "", "9"),
    _Question("page", "Pages", "text", "folded", "Or the article number.", "801"),
    _Question("publisher", "Publisher", "text", "folded", "Who published it.", "Springer Nature"),
    _Question("keywords", "Keywords", "long", "folded",
              "As the paper gives them, one a line or with semicolons between.",
              "exosomes; cisplatin; miR-193a"),
    _Question("funding", "Funding", "long", "folded", "As the paper states it.",
              "National Natural Science Foundation, grant 81672288"),
    _Question("abstract", "Abstract", "long", "shown",
              "It stands beside the claims while they are written and judged.",
              "Chemotherapy resistance has become one of the key obstacles …"),
)  # fmt: skip


def citation_fields(typed: Mapping[str, str], problems: Sequence[Problem]) -> list[Field]:
    """Return the form's fields holding what was `typed`, each with its own problems."""
    return [
        Field(
            name=question.name,
            id=question.name,
            label=question.label,
            need=question.need,
            hint=question.hint,
            example=question.example,
            kind=question.kind,
            errors=[p.message for p in problems if p.field == question.name],
            value=typed.get(question.name, ""),
            choices=_kinds(typed.get("kind", "")) if question.name == "kind" else (),
        )
        for question in _QUESTIONS
    ]


def _kinds(chosen: str) -> list[tuple[str, str, bool]]:
    chosen = chosen or "primary_study"
    return [
        (value, f"{label} ({meaning})" if meaning else label, value == chosen)
        for value, label, meaning in CITATION_KINDS.choices
    ]
