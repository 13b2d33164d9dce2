"""The worklist of papers: every step by everybody, several at once, who knows the reader, and
counts that are their lists."""

import re
from typing import Any

import pytest

from accounts.models import Person
from evidence.actions.worklist import move_papers
from evidence.models import Citation, PaperDrop, PaperStep
from evidence.presenters.prisma import flow_of
from evidence.queries.worklist import dropped, groups
from evidence.worklist import STEPS
from ground.errors import Denied, DomainError, Invalid, Stale
from tests.factories import make_citation, make_person, make_version
from tests.integration.test_reference_import import carried, drop
from tests.posting import assert_says, text_of
from tests.reading import client_of
from tests.unit.test_reference_files import NBIB

pytestmark = pytest.mark.django_db
WHY: dict[str, dict[str, str]] = {
    "leave_out": {"reason": "not_msc", "read": "title_abstract"},
    "find_nothing": {"words": "Looked for any therapy."},
    "reopen": {"words": "A new supplement."},
}
# (where it stands, claims) → who may let it go which steps; "reader" is the curator who took it.
BY = {
    ("to_read", 0): {"curator": "take leave_out find_nothing", "reviewer": "",
                     "editor": "assign leave_out find_nothing"},
    ("to_read", 1): {"curator": "take finish", "editor": "assign finish"},
    ("being_read", 0): {"reader": "hand_back leave_out find_nothing", "curator": "",
                        "editor": "assign hand_back leave_out find_nothing"},
    ("being_read", 1): {"reader": "hand_back finish", "curator": "", "reviewer": "",
                        "editor": "assign hand_back finish"},
    ("done", 1): {"curator": "reopen", "editor": "reopen", "reviewer": ""},
    ("nothing_found", 0): {"curator": "reopen", "editor": "reopen"},
    ("out_of_scope", 0): {"curator": "reopen", "editor": "reopen", "reviewer": ""},
}  # fmt: skip
ONTO = {"done": "finish", "nothing_found": "find_nothing", "out_of_scope": "leave_out"}


def move(paper: Citation, step: str, actor: Person, **more: Any) -> PaperStep:
    more = WHY.get(step, {}) | more
    return move_papers(papers=[paper], step=step, actor=actor, **more)[0]


def standing_at(state: str, claims: int, reader: Person) -> Citation:
    paper = make_citation(actor=reader)
    if claims:
        make_version(reader, citation=paper)
    if state == "being_read":
        move(paper, "take", reader)
    elif state != "to_read":
        move(paper, ONTO[state], reader)
    return paper


@pytest.mark.parametrize(("state", "claims"), BY)
def test_every_step_is_open_to_whom_the_table_says(state: str, claims: int) -> None:
    people = {"reader": make_person("curator"), "curator": make_person("curator"),
              "reviewer": make_person("reviewer"), "editor": make_person("editor")}  # fmt: skip
    other = make_person("curator")
    for who, steps in BY[state, claims].items():
        open_steps = set()
        for step in STEPS:
            paper = standing_at(state, claims, people["reader"])
            try:
                made = move(paper, step, people[who], reader=other if step == "assign" else None)
            except DomainError as error:
                assert "Nothing was changed." in error.message  # noqa: PT017
            else:
                assert made.state == STEPS[step].target
                open_steps.add(step)
        assert open_steps == set(steps.split()), who


def test_several_go_at_once_or_none() -> None:
    ann, ben = make_person("curator"), make_person("curator")
    papers = [make_citation(actor=ann) for _ in range(3)]
    move(papers[1], "take", ben)
    with pytest.raises(Stale, match="1 of 3 papers cannot go this step"):
        move_papers(papers=papers, step="take", actor=ann)
    assert PaperStep.objects.count() == 1
    editor = make_person("editor")
    move_papers(papers=papers, step="assign", reader=ann, actor=editor)
    assert [step.reader for step in PaperStep.objects.filter(step="assign")] == [ann] * 3
    assert [s.position for s in PaperStep.objects.filter(citation=papers[1])] == [2, 1]


@pytest.mark.parametrize(
    ("step", "more", "field"),
    [("leave_out", {}, "reason"), ("leave_out", {"reason": "other", "read": "full_text"}, "words"),
     ("find_nothing", {}, "words"), ("assign", {}, "reader"), ("burn", {}, "step")],
)  # fmt: skip
def test_what_a_step_asks_is_asked_for(step: str, more: dict[str, str], field: str) -> None:
    editor = make_person("editor", "curator")
    paper = make_citation(actor=editor)
    with pytest.raises(Invalid) as refused:
        move_papers(papers=[paper], step=step, actor=editor, **more)  # type: ignore[arg-type]
    assert field in [problem.field for problem in refused.value.problems]
    sent = {"paper": [paper.key], "step": step, **more}
    page = client_of(editor).post("/papers/move/", sent)
    assert page.status_code == 422
    if more:
        assert 'value="other" selected' in page.content.decode()


def test_who_reads_a_paper_is_known_to_few() -> None:
    """Its reader will be the author of its claims, whom nobody knows who could review them."""
    ann, assigner = make_person("curator"), make_person("editor", "reviewer")
    viewers = {
        "reviewer": make_person("reviewer"),
        "curator": make_person("curator"),
        "editor who reviews": make_person("editor", "reviewer"),
        "editor": make_person("editor"),
        "assigner": assigner,
        "ann": ann,
    }
    paper = make_citation(actor=ann)
    move(paper, "assign", assigner, reader=ann)
    taken = make_citation(actor=ann)
    move(taken, "take", ann)
    knows = {}
    for who, viewer in viewers.items():
        client = client_of(viewer)
        addresses = ("/papers/?state=being_read", f"/citations/{paper.key}/reading/")
        pages = "".join(text_of(client.get(one)).split("<main")[1] for one in addresses)
        options = r'<option value="[^"]*"( selected)?>[^<]*</option>'
        pages += text_of(client.get("/api/v1/papers"))
        knows[who] = ann.name in re.sub(options, "", pages)
    assert knows == {"reviewer": False, "curator": False, "editor who reviews": False,
                     "editor": True, "assigner": True, "ann": False}  # fmt: skip
    assert_says(client_of(ann).get("/papers/?reader=me"), "being read by you")


def test_identifiers_and_files_land_on_the_worklist_and_every_number_is_its_list() -> None:
    curator = make_person("curator")
    client = client_of(curator)
    by_hand = make_citation(actor=curator, identifiers={"pmid": "11111111"})
    page = drop(client, NBIB)
    form = {"carried": carried(page), "chosen": ["1"]}
    for _ in range(2):  # pressed twice it is one drop
        client.post("/citations/import/", form)
    wrong = client.post("/citations/import/", {"identifiers": "32978367 nonsense"})
    assert wrong.status_code == 422
    assert_says(wrong, "No PMID, DOI, PMCID or NCT id: “nonsense”", "32978367 nonsense</textarea>")
    typed = "PMID: 22222222, https://doi.org/10.1000/X1\nNCT03608631 22222222"
    page = client.post("/citations/import/", {"identifiers": typed})
    client.post("/citations/import/", {"carried": carried(page), "chosen": ["1", "2"]})
    assert [(d.entered, d.known, d.twice, d.left) for d in PaperDrop.objects.order_by("at")] == [
        (1, 1, 0, 0), (2, 0, 1, 1),
    ]  # fmt: skip
    make_version(curator, citation=by_hand)
    move(by_hand, "finish", curator)
    found = {one.pmid: one for one in Citation.objects.exclude(pmid=None)}
    move(found["22222222"], "leave_out", curator)
    move(Citation.objects.get(doi="10.1000/x1"), "leave_out", curator, reason="no_full_text")
    move(found["32978367"], "leave_out", curator, read="full_text")
    make_citation(actor=curator)
    flow = flow_of(groups(), dropped())
    numbers = {line.name: line.number for _, line in flow.lines if line.number}
    assert numbers == {
        "identified": 8, "dropped": 6, "otherwise": 2, "removed": 3, "known": 1, "twice": 1,
        "left": 1, "listed": 5, "to_read": 1, "screened": 4, "excluded": 1, "sought": 3,
        "not_retrieved": 1, "assessed": 2, "excluded_full": 1, "excluded_not_msc": 1,
        "included": 1, "claims": 1,
    }  # fmt: skip
    for _, line in flow.lines:
        if line.href:
            rows = client.get(line.href).context["rows"]
            assert len(rows) == line.number, line.name
    for tab in client.get("/papers/").context["tabs"]:
        assert len(client.get(f"/papers/{tab['href']}").context["rows"]) == tab["number"]
    assert_says(client.get("/papers/prisma/"), "Of 8 records, 5 papers came on the worklist")
    assert b"Included,included,Papers read and done,1\n" in client.get("/papers/prisma.csv").content


def test_taking_leads_to_the_first_claim() -> None:
    curator = make_person("curator")
    paper = make_citation(actor=curator)
    sent = {"paper": paper.key, "step": "take", "enter": "1"}
    assert client_of(curator).post("/papers/move/", sent)["Location"].startswith("/drafts/")
    with pytest.raises(Denied):
        move(paper, "hand_back", make_person("curator"))
