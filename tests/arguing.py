"""A place where claims argue: contradictions of several claims each, and a paper much is said of.

It stands beside the starter set, in which no claim is accepted and none contradicts another.
"""

from collections.abc import Iterator
from typing import Any

from accounts.models import Person
from evidence.actions.citations import cite
from evidence.actions.worklist import move_papers
from evidence.models import Citation, Version
from reviews.actions.authorship import claim_authorship, confirm_authorship
from reviews.actions.paper_comments import comment_on_paper
from reviews.actions.ratings import rate
from reviews.actions.statements import let_stand, state
from tests.agreeing import decide_rounds
from tests.factories import make_citation, make_person, say_status
from tests.worlds import World

UP, DOWN, POTENT = "promotes_resistance", "restores_sensitivity", "enhances_potency"
_FAMILIES = ("Lindqvist", "Okonkwo", "Ferrari", "Nakamura", "Haddad", "Novak")
SIXTY_AUTHORS = [
    {"family": f"{_FAMILIES[n % 6]}-{n}", "given": f"{'ABCDEFGH'[n % 8]}. {'KLMNOP'[n % 6]}."}
    for n in range(60)
]
# What makes two papers differ: one tested cells with vesicles, the other mice with co-culture.
CELLS: dict[str, Any] = {
    "settings": [{"name": "in_vitro", "measured": "yes"}],
    "models": [{"name": "A549"}],
    "compared_with": [{"name": "therapy_alone"}],
}
MICE: dict[str, Any] = {
    "settings": [{"name": "in_vitro", "measured": "yes"}, {"name": "in_vivo", "measured": "yes"}],
    "given": [{"name": "coculture_or_whole_msc"}],
    "tissue": [{"name": "adipose tissue"}],
    "compared_with": [{"name": "ev_depleted"}, {"name": "untreated"}],
    "donor_state": [{"name": "patient"}],
    "resistant_model": [{"name": "yes"}],
}
# Cargo and its kind, agent, cancer, mechanism, target, and which way each of its claims points.
ARGUMENTS: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    ("miR-21", "mirna", "cisplatin", "ovarian cancer", "apoptosis evasion", "PTEN", "↑↑↑↓↓"),
    ("miR-21", "mirna", "paclitaxel", "ovarian cancer", "drug efflux", "PTEN", "↑↓"),
    ("miR-193a", "mirna", "cisplatin", "lung cancer", "EMT", "LRRC1", "↓↓↓"),
    ("PVT1", "lncrna", "doxorubicin", "osteosarcoma", "autophagy", "ERG", "↑↑↓+"),
    ("CXCR4", "mrna", "fluorouracil", "gastric cancer", "drug efflux", "ABCB1", "↑↑"),
    ("TRAIL", "protein", "TRAIL", "glioma", "apoptosis evasion", "TNFRSF10B", "++"),
)
_WAYS = {"↑": UP, "↓": DOWN, "+": POTENT}


def let_claims_argue(author: Person, reviewer: Person, decider: Person) -> list[Version]:
    """Have ARGUMENTS accepted, from three papers in turn, and a few claims returned or rejected."""
    second = make_person("reviewer")
    worlds = [
        World(author=author, first=reviewer, second=second, decider=decider) for _ in range(3)
    ]
    made = [worlds[n % len(worlds)].accepted(**said) for n, said in enumerate(_said())]
    decide_rounds(worlds[0], {"returned": 2, "rejected": 1})
    return made


def _said() -> Iterator[dict[str, Any]]:
    for cargo, kind, agent, cancer, mechanism, target, ways in ARGUMENTS:
        for number, way in enumerate(ways):
            yield (MICE if number % 2 else CELLS) | {
                "cargo": [{"name": cargo, "kind": kind}],
                "agents": [{"name": agent, "role": "alongside"}],
                "cancer": [{"name": cancer}],
                "mechanism_classes": [{"name": mechanism}],
                "targets": [{"name": target, "role": "direct"}],
                "effect": [{"name": _WAYS[way]}],
            }


def paper_much_is_said_of(curator: Person, reviewer: Person, editor: Person) -> Citation:
    """A retracted paper of sixty authors, two of them confirmed: rated, commented, answered.

    `reviewer` has rated it, and so is shown what the others said.
    """
    paper = cite(
        kind="primary_study",
        title="Mesenchymal stromal cell vesicles carry miR-21 into ovarian cancer cells and make "
        "them resist cisplatin",
        csl={"author": SIXTY_AUTHORS, "issued": {"date-parts": [[2021]]}, "volume": "20",
             "container-title": "Journal of Vesicles and Resistance", "page": "1-12"},
        identifiers={"doi": "10.5555/vesicles.2021"},
        keywords="vesicles; miR-21; cisplatin; ovarian cancer; drug resistance",
        funding="Fund for the Study of Vesicles, grant 2018-42",
        actor=curator,
    )  # fmt: skip
    ratings = ((4, 3, 4, 2), (5, 4, 3, 2), (2, 3, 5, 1), (4, 5, 4, 3))
    raters = [reviewer, *(make_person() for _ in ratings[1:])]
    for rater, scores in zip(raters, ratings, strict=True):
        given = dict(zip(("reliance", "novelty", "importance", "rigour"), scores, strict=True))
        rate(citation=paper, scores=given, actor=rater)
    authors = [make_person(), make_person()]
    for place, author in enumerate(authors, start=1):
        claim = claim_authorship(citation=paper, place=place, words="", actor=author)
        confirm_authorship(interest=claim, actor=editor)
    said = "The blot in figure 3 was mounted twice; the cell experiments were done anew and hold."
    let_stand(
        statement=state(citation=paper, name="A. Lindqvist-0", text=said, actor=authors[0]),
        actor=editor,
    )
    comment_on_paper(citation=paper, text="Figure 2 does not say how many mice.", actor=editor)
    say_status(paper, "retracted", actor=editor)
    return paper


def let_papers_be_read(curator: Person) -> None:
    """Have some papers read to the end, left out, and waiting, so that PRISMA has numbers."""
    papers = [make_citation(actor=curator) for _ in range(12)]
    move_papers(papers=papers[:5], step="find_nothing", words="Nothing.", actor=curator)
    for reason, paper in zip(("not_msc", "no_own_data", "not_cancer"), papers[5:8], strict=True):
        move_papers(
            papers=[paper], step="leave_out", reason=reason, read="title_abstract", actor=curator
        )
    move_papers(papers=papers[8:10], step="take", actor=curator)
