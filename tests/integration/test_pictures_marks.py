"""Flow, gaps and therapies: every figure is the length of the list behind it."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from evidence.actions.terms import add_term
from evidence.actions.worklist import move_papers
from evidence.models import Term, Version
from evidence.queries.axes import count_axes
from evidence.queries.facets import FACETS
from evidence.queries.groups import Claims
from releases.actions.publish import publish_release
from tests.conftest import Tell
from tests.factories import make_citation, make_content, make_person, make_terms, make_version
from tests.picturing import marks_of, wrong_marks
from tests.reading import client_of
from tests.standing import bring_to

pytestmark = pytest.mark.django_db
EFFECTS = ("promotes_resistance", "restores_sensitivity", "enhances_potency", "no_effect")
REVIEW = "status=accepted&status=in_review"
LONG = "an agent of a very long name indeed, such as committees give them, of 80 letters"
PICTURES = (
    "/matrix/", "/matrix/?rows=cancer&columns=cargo_kind", "/flow/", "/flow/?by=cargo",
    "/flow/?exact=1&effect=promotes_resistance", "/therapies/", "/gaps/",
)  # fmt: skip


def content_of(number: int) -> Any:
    """Claims that differ in everything a picture shows, unknowns and nothing given among it."""
    agents: list[dict[str, str]] = [
        [{"name": "cisplatin", "role": "alongside"}],
        [{"name": "none", "role": "none_given"}],
        [{"name": "cisplatin", "role": "alongside"}, {"name": LONG, "role": "alongside"}],
    ][number % 3]  # type: ignore[assignment]
    targets = [
        [{"name": "LRRC1", "role": "direct"}, {"name": "miR-9", "role": "downstream"}],
        [{"name": "LRRC1", "role": "downstream"}],
        {"unknown": "not_reported"},
    ][number % 3]
    cargo = {"unknown": "unclear"} if number == 5 else [
        {"name": f"miR-88{number % 2}", "kind": ("mirna", "lncrna")[number % 2]}
    ]  # fmt: skip
    return make_content(
        agents=agents, targets=targets, cargo=cargo,
        mechanism_classes=[{"name": ("drug efflux", "apoptosis evasion")[number % 2]}],
        cancer=[{"name": ("glioma", "osteosarcoma")[number % 2]}],
        effect=[{"name": EFFECTS[number % 4]}],
    )  # fmt: skip


@pytest.fixture
def claims() -> list[Version]:
    """Seven claims: five accepted, one agreed, one in review."""
    make_terms()
    author = make_person("curator")
    wide = add_term(vocabulary="agent", label="wide", actor=author)
    Term.objects.filter(vocabulary="agent", label="cisplatin").update(broader=wide)
    made = [make_version(author, content=content_of(number)) for number in range(7)]
    statuses = ("accepted",) * 5 + ("agreed", "in_review")
    return [bring_to(one, status) for one, status in zip(made, statuses, strict=True)]


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return response.content.decode()


@pytest.mark.parametrize("kind", ["visitor", "reviewer", "editor"])
def test_every_figure_of_every_picture_equals_its_list(
    claims: list[Version], kind: str, tell: Tell
) -> None:
    reader = None if kind == "visitor" else make_person(kind)
    client = client_of(reader)
    seen: dict[str, dict[str, int]] = {"accepted": {}, "with what is in review": {}}
    for address in every_picture():
        for what, more in zip(seen, ("", REVIEW), strict=True):
            if not (more and "gaps" in address):
                shown = page(client, with_query(address, more))
                assert list(wrong_marks(shown, reader)) == [], (address, what)
                seen[what] |= dict(marks_of(shown))
    for marks in seen.values():
        assert len(marks) > 80
        for href, figure in list(marks.items())[::40]:
            context = client.get(href).context
            assert figure in (context["total"], context.get("waiting")), href
    told = ", ".join(f"{len(marks)} {what}" for what, marks in seen.items())
    tell(f"Marks compared with the lists behind them, {kind}: {told}")


def every_picture() -> tuple[str, ...]:
    """Return the address of each picture: broader terms folded and unfolded, filters, a search."""
    wide = Term.objects.get(label="wide").pk
    return (
        *PICTURES,
        f"/therapies/{wide}/",
        "/contradictions/",
        "/matrix/?q=miR-880&settings=in_vitro",
        f"/matrix/?rows=agents&columns=effect&open={wide}",
        "/therapies/?exact=1&cancer=" + str(Term.objects.get(label="glioma").pk),
    )


def with_query(address: str, more: str) -> str:
    return address + ("&" if "?" in address else "?") + more if more else address


@pytest.mark.parametrize("more", ["", REVIEW, "release=2026.1"])
def test_a_cell_leads_to_its_contradictions_and_no_other_has_any(
    claims: list[Version], more: str, tmp_path: Path, settings: Any
) -> None:
    settings.EVIDENCE_HOME = tmp_path
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=make_person("editor"))
    client = client_of(make_person("reviewer"))
    context = client.get(with_query("/matrix/", more)).context
    found = set()
    for cell in [cell for row in context["cells"] for cell in row if cell]:
        href = cell.clash_href or cell.href.replace("/items/", "/contradictions/")
        shown = client.get(href).context["contradictions"]
        assert bool(shown) == cell.contradictory, href
        found |= {(one["cargo"], one["agent"], one["cancer"]) for one in shown}
    listed = client.get(with_query("/contradictions/", more)).context["contradictions"]
    assert {(one["cargo"], one["agent"], one["cancer"]) for one in listed} == found != set()


def test_every_claim_stands_in_every_stage(claims: list[Version]) -> None:
    """Whatever is unknown, not given or not direct has a band: the figures lose no claim."""
    context = client_of(None).get("/flow/?effect=no_effect").context
    assert [stage.facet.name for stage in context["flow"].stages] == [
        "tissue", "cargo_kind", "direct_targets", "mechanism_classes", "agents", "effect",
    ]  # fmt: skip
    for axis in count_axes(Claims(Version.objects.all()), context["address"].stages):
        ids = set()
        for key in axis.claims:
            listed = client_of(make_person("editor")).get("/items/", {axis.facet.name: key})
            ids |= {row["accession"] for row in listed.context["rows"]}
        assert len(ids) == len(claims), axis.facet.name


# What pictures count, and what the frozen answers say of it.
TERMS = "SELECT version_id, role, term_id FROM evidence_version_term WHERE role "
CHOICES = "SELECT version_id, role, value FROM evidence_version_choice WHERE role "
NAMED = """
    JOIN evidence_termname name ON name.term_id = named.term_id
        AND name.key = lower(btrim(regexp_replace(entry ->> 'name', '\\s+', ' ', 'g')))
    """
IN_ANSWERS = {
    f"{TERMS} = 'direct_targets'": f"""
        SELECT DISTINCT version.id, 'direct_targets', named.term_id
        FROM evidence_version version
        JOIN LATERAL jsonb_path_query(answers, '$.claim.targets[*] ? (@.role == "direct")') entry
            ON true
        JOIN evidence_version_term named
            ON named.version_id = version.id AND named.role = 'targets' {NAMED}""",
    f"{CHOICES} = 'direct_targets'": """
        SELECT id, 'direct_targets', coalesce((SELECT value FROM evidence_version_choice given
            WHERE given.version_id = version.id AND given.role = 'targets'), 'none_direct')
        FROM evidence_version version
        WHERE NOT EXISTS (SELECT FROM evidence_version_term named
            WHERE named.version_id = version.id AND named.role = 'direct_targets')""",
    f"{CHOICES} = 'agents'": """
        SELECT id, 'agents', 'none_given' FROM evidence_version
        WHERE answers @> '{"claim": {"agents": [{"name": "none"}]}}'""",
    f"{CHOICES} = 'cargo_kind' AND value = 'unclear'": """
        SELECT version_id, 'cargo_kind', value FROM evidence_version_choice WHERE role = 'cargo'""",
    f"{TERMS} IN ('acting_cargo', 'inhibited_cargo')": f"""
        SELECT DISTINCT version.id,
            CASE entry ->> 'acts_as' WHEN 'inhibitor' THEN 'inhibited_cargo'
                ELSE 'acting_cargo' END, named.term_id
        FROM evidence_version version
        JOIN LATERAL jsonb_path_query(answers, '$.claim.cargo[*]') entry
            ON entry ->> 'kind' IS DISTINCT FROM 'whole_ev'
        JOIN evidence_version_term named
            ON named.version_id = version.id AND named.role = 'cargo' {NAMED}""",
}


def test_a_submission_writes_the_rows_that_its_answers_say(claims: list[Version]) -> None:
    with connection.cursor() as cursor:
        for written, said in IN_ANSWERS.items():
            rows = [set(cursor.execute(sql).fetchall()) for sql in (written, said)]
            assert rows[0] == rows[1] != set(), written


def test_gaps_tell_missing_from_waiting_from_covered(claims: list[Version]) -> None:
    def states(client: Client) -> dict[str, str]:
        found = client.get("/gaps/").context["facets"]
        return {v.label: v.state for facet in found for v in facet.values}

    for kind in (None, make_person("reviewer"), make_person("editor")):
        shown = states(client_of(kind))
        assert (shown["miRNA"], shown["lipid"]) == ("covered", "none")
        assert shown["adipose tissue"] == "none"
    content = make_content(cargo=[{"name": "C18", "kind": "lipid"}])
    make_version(make_person("curator"), content=content)
    assert states(client_of(None))["lipid"] == "waiting"
    context = client_of(make_person("reviewer")).get("/gaps/").context
    kinds = {v.label: (v.waiting, v.readable) for v in context["facets"][0].values}
    assert kinds["miRNA"] == (1, 1)


def test_gaps_tell_read_in_vain_from_never_read(claims: list[Version]) -> None:
    """Every number of papers is its list on the worklist; visitors are told of no reading."""
    curator = make_person("curator")
    add_term(vocabulary="tissue", label="placenta", actor=curator)
    Term.objects.filter(label="placenta").update(status="active")
    names = {"adipose tissue": ("find_nothing",), "placenta": ("find_nothing", "")}
    for name, steps in names.items():
        for step in steps:
            paper = make_citation(title=f"Vesicles of {name.upper()} in review")
            if step:
                move_papers(papers=[paper], step=step, words="Read.", actor=curator)
    client = client_of(curator)
    context = client.get("/gaps/").context
    shown = {v.label: v for facet in context["facets"] for v in facet.values}
    assert {name: shown[name].state for name in (*names, "lipid", "miRNA")} == {
        "adipose tissue": "read", "placenta": "none", "lipid": "none", "miRNA": "covered",
    }  # fmt: skip
    papers = [one for value in shown.values() for one in value.papers] + context["worklist"]
    assert len(papers) > 4
    for one in papers:
        assert len(client.get(one.href).context["rows"]) == one.number, one.href
    rows = csv.DictReader(io.StringIO(client.get("/gaps/file.csv").content.decode()))
    told = {row["name"]: row for row in rows}
    assert set(told) == set(shown)
    assert told["placenta"]["papers_nothing_found"] == told["placenta"]["papers_to_read"] == "1"
    assert told["adipose tissue"]["state"] == "Read, nothing found"
    visitor = client_of(None)
    assert "papers_to_read" not in visitor.get("/gaps/file.csv").content.decode()
    states = {v.state for facet in visitor.get("/gaps/").context["facets"] for v in facet.values}
    assert "read" not in states
    assert visitor.get("/gaps/file.svg").status_code == 404


def test_papers_without_a_claim_are_counted_as_their_list(claims: list[Version]) -> None:
    make_citation(title="Nothing in it")
    client = client_of(None)
    listed = client.get("/citations/?claims=none").context["rows"]
    assert client.get("/gaps/").context["papers_without"] == len(listed) == 1


def test_a_tail_is_rolled_up_and_opens(claims: list[Version]) -> None:
    author = make_person("curator")
    for number in range(16):
        agents = [{"name": f"rare {number:02}", "role": "alongside"}]
        content = make_content(agents=agents, cargo=[{"name": "miR-880", "kind": "mirna"}])
        make_version(author, content=content)
    reader = make_person("reviewer")
    client = client_of(reader)
    shown = page(client, f"/flow/?{REVIEW}")
    assert "6 others" in shown
    assert list(wrong_marks(shown, reader)) == []
    context = client.get(f"/flow/?all=agents&{REVIEW}").context
    labels = [band.label for band in context["flow"].stages[4].bands]
    assert {f"rare {number:02}" for number in range(16)} < set(labels)
    assert not any(label.endswith("others") for label in labels)


def test_the_tail_of_five_thousand_leads_where_it_says(
    claims: list[Version], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list takes fifty names at a time, so the tail stands in bands of fifty."""
    monkeypatch.setattr("evidence.policies.answers.MOST_ENTRIES", 5_000)
    many = [{"name": f"agent of five thousand {n}", "role": "alongside"} for n in range(5_000)]
    content = make_content(agents=many, cargo=[{"name": "miR-880", "kind": "mirna"}])
    bring_to(make_version(content=content), "accepted")
    client = client_of(None)
    for address in ("/flow/", "/flow/?all=agents", "/matrix/", "/therapies/"):
        response = client.get(address)
        assert response.status_code == 200
        if "flow" in address:
            stage = response.context["flow"].stages[4]
            shown = 300 if "all" in address else 12
            assert stage.left_off == 5002 - shown - 300
            last = stage.bands[-1]
            assert (last.label, last.figure.claims) == ("50 others", 1)
            assert client.get(last.figure.href).context["total"] == 1


def test_a_renamed_term_is_called_what_it_is_called_today(claims: list[Version]) -> None:
    Term.objects.filter(label="cisplatin").update(label="cis <platin> & co")
    client = client_of(None)
    for address in ("/flow/?exact=1", "/matrix/?exact=1", "/therapies/?exact=1"):
        shown = page(client, address)
        assert "cis &lt;platin&gt; &amp; co" in shown
        assert ">cisplatin" not in shown
        assert list(wrong_marks(shown, None)) == []


def test_nothing_and_a_single_claim() -> None:
    make_terms()
    client = client_of(None)
    for address in ("/flow/", "/therapies/"):
        assert "No claim to count" in page(client, address)
    only = bring_to(make_version(), "accepted")
    agent = Term.objects.get(vocabulary="agent", label="cisplatin").pk
    for address in (*PICTURES, f"/therapies/{agent}/"):
        shown = page(client, address)
        assert list(wrong_marks(shown, None)) == [], only
    assert client.get("/flow/").context["picture"].height > 0
    bortezomib = Term.objects.get(vocabulary="agent", label="bortezomib").pk
    assert "No claim points either way" in page(client, f"/therapies/{bortezomib}/")


def test_both_files_of_the_flow_hold_the_same_numbers(claims: list[Version]) -> None:
    client = client_of(None)
    context = client.get("/flow/").context
    rows = list(csv.DictReader(io.StringIO(client.get("/flow/file.csv").content.decode())))
    assert [int(row["claims"]) for row in rows] == [
        *(band.figure.claims for stage in context["flow"].stages for band in stage.bands),
        *(step.figure.claims for step in context["flow"].steps),
    ]
    picture = client.get("/flow/file.svg").content.decode()
    assert picture.count("<path") == len(context["flow"].steps)
    assert client.get("/flow/file.png").status_code == 404


def test_pictures_of_a_release_count_what_it_holds(
    claims: list[Version], tmp_path: Path, settings: Any, tell: Tell
) -> None:
    settings.EVIDENCE_HOME = tmp_path
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=make_person("editor"))
    bring_to(claims[6], "accepted")
    seen: set[str] = set()
    for client in (client_of(None), client_of(make_person("reviewer"))):
        for address in every_picture():
            shown = page(client, with_query(address, "release=2026.1"))
            assert "held by release 2026.1" in shown
            assert list(wrong_marks(shown, None)) == [], address
            assert all("release=2026.1" in href for href, _ in marks_of(shown))
            seen |= {href for href, _ in marks_of(shown)}
        flow = client.get("/flow/?release=2026.1").context["flow"]
        assert sum(band.figure.claims for band in flow.stages[5].bands) == 5
    tell(f"Marks compared with the lists behind them, as of a release: {len(seen)}")


def test_what_is_in_review_is_marked_and_for_the_signed_in(claims: list[Version]) -> None:
    for address in ("/matrix/", "/flow/", "/therapies/"):
        asked = f"{address}?{REVIEW}"
        assert "1 of these claims is not accepted yet" in page(
            client_of(make_person("reviewer")), asked
        )
        assert "not accepted yet" not in page(client_of(None), asked)


def test_a_cell_says_what_in_it_is_not_accepted_yet(claims: list[Version]) -> None:
    client = client_of(make_person("reviewer"))
    context = client.get(f"/matrix/?{REVIEW}").context
    cells = [cell for row in context["cells"] for cell in row if cell]
    for cell in cells:
        asked = cell.href.replace("status=accepted&", "")
        assert cell.waiting == client.get(asked).context["total"], asked
    assert sum(bool(cell.waiting) for cell in cells) < len(cells)
    waiting = next(cell for cell in cells if cell.waiting)
    assert f"{waiting.waiting} of them not accepted yet" in waiting.words
    assert not any(c.waiting for r in client.get("/matrix/").context["cells"] for c in r if c)


def test_a_therapy_is_an_agent_and_says_what_it_does_not_know(claims: list[Version]) -> None:
    client = client_of(None)
    agent = Term.objects.get(label="wide").pk
    glioma = Term.objects.get(label="glioma").pk
    assert client.get(f"/therapies/{glioma}/").status_code == 404
    assert client.get(f"/therapies/{agent}/?agents={agent}").status_code == 400
    for address in (
        "/flow/?by=agents",
        "/flow/?all=x",
        "/flow/?after=EVD-000001",
        "/gaps/?x=1",
        "/gaps/?status=accepted",
    ):
        assert client.get(address).status_code == 400
    assert FACETS["direct_targets"].vocabulary == "molecule"


def test_a_therapy_tells_what_resists_from_what_reverses(claims: list[Version]) -> None:
    agent = Term.objects.get(label="wide").pk
    context = client_of(None).get(f"/therapies/{agent}/").context
    found = {one.label: (one.resists, one.sensitises) for one in context["mechanisms"]}
    resists, sensitises = found["drug efflux"]
    accepted = [number for number in range(5) if number % 3 != 1 and number % 2 == 0]
    assert resists.all.claims == sum(EFFECTS[n % 4] == EFFECTS[0] for n in accepted)
    assert sensitises.all.claims == sum(EFFECTS[n % 4] in EFFECTS[1:3] for n in accepted)
    assert resists.levels == ["D"]
    assert resists.directness == 2
