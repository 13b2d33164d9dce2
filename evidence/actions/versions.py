"""Freezing a draft into a version, and giving it a standing."""

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Max, Model

from evidence.columns import BY_NAME
from evidence.content import Content, entries_of, names_of
from evidence.documents import (
    content_of,
    freeze,
    names_to_resolve,
    normalised,
    reissued_document,
    tidy,
)
from evidence.documents.build import SCHEMA_VERSION
from evidence.documents.normal import Terms
from evidence.facet_keys import choice_key, term_key
from evidence.models import (
    Citation,
    Draft,
    ExternalId,
    Item,
    ListEntry,
    SearchEntry,
    Standing,
    Version,
    VersionAuthor,
    VersionChoice,
    VersionSourceReview,
    VersionTerm,
)
from evidence.names import fold
from evidence.policies.answers import (
    LONGEST_COLLECTION,
    LONGEST_NAME,
    closed_list_problems,
    line_problem,
    missing_problems,
    shape_problems,
)
from evidence.queries.terms import closed_names, resolve
from ground import clock
from ground.canonical import sha256_hex
from ground.errors import Invalid, Problem

from .folding import fold_when_due
from .links import choice_links, term_links
from .searching import tokens_of
from .terms import add_provisional

if TYPE_CHECKING:
    from accounts.models import Person


def submission_problems(
    content: Content, citation: Citation | None, item: Item | None = None
) -> list[Problem]:
    """Return everything that keeps this content of `item` from being submitted, all at once."""
    problems = shape_problems(content)
    if problems:
        return problems
    content = normalised(content, {})
    if citation is None:
        message = "The paper is not chosen. Paste its PMID or DOI, or pick it from the list."
        problems.append(Problem("citation", message, "required"))
    problems += missing_problems(content)
    problems += closed_list_problems(content, closed_names())
    return problems + _unknown_reviews(content) + _external_id_problems(content, item)


def _external_id_problems(content: Content, item: Item | None) -> list[Problem]:
    """Return which external ids are too long, or name another item already."""
    problems = []
    for entry in entries_of(content.get("external_ids")):
        collection, value = str(entry.get("name", "")), str(entry.get("id", ""))
        message = line_problem("External ids, collection", collection, LONGEST_COLLECTION)
        message = message or line_problem("External ids, id", value, LONGEST_NAME)
        other = Item.objects.filter(
            external_ids__collection=collection, external_ids__value=value
        ).first()
        if not message and other is not None and other != item:
            message = (
                f"External ids: {collection} {value} is {other.accession} already, and an id "
                "names one claim. Correct the id or delete the row."
            )
        if message:
            problems.append(Problem("external_ids", message))
    return problems


def _unknown_reviews(content: Content) -> list[Problem]:
    known = _source_reviews(content)
    return [
        Problem(
            "source_reviews",
            f"Source reviews: no citation has the key “{name}”. Enter the review first.",
            "not_in_list",
        )
        for name in names_of(content.get("source_reviews"))
        if name not in known
    ]


def freeze_version(*, draft: Draft, actor: "Person") -> Version:
    """Freeze `draft`, which the caller has locked, and return its version.

    Unlisted names of open lists become provisional terms. Raises Invalid with every problem at
    once and changes nothing then. The caller gives the version its standing.
    """
    if problems := submission_problems(draft.content, draft.citation, draft.item):
        raise Invalid("The claim was not submitted; the draft is kept as it is.", problems)
    citation = draft.citation
    if citation is None:
        raise AssertionError("a draft without a citation has a problem")
    content, terms = _with_all_terms(draft.content, actor)
    last = Version.objects.filter(item=draft.item).aggregate(last=Max("number"))["last"] or 0
    texts = freeze(
        accession=draft.item.accession,
        number=last + 1,
        content=content,
        terms=terms,
        citation=citation,
        study_card=getattr(citation, "study_card", None),
    )
    version = Version(
        item=draft.item,
        number=last + 1,
        citation=citation,
        schema_version=SCHEMA_VERSION,
        document=texts.document,
        supplement=texts.supplement,
        claim_sha256=texts.claim_sha256,
        twin_sha256=texts.twin_sha256,
        based_on=draft.based_on,
        submitted_at=clock.now(),
    )
    version.document_sha256 = sha256_hex(texts.document)
    version.supplement_sha256 = sha256_hex(texts.supplement)
    version.save(force_insert=True)
    _write_beside(version, draft, content, terms)
    draft.became, draft.closed_at = version, version.submitted_at
    draft.save(update_fields=["became", "closed_at"])
    return version


def reissue_version(*, version: Version) -> Version:
    """Freeze `version` again with its citation's identifiers as they are now; return the next one.

    Nothing else changes: every answer, label, code and the study card stay as they were judged.
    The authors stay the authors. The caller has locked the item and gives it its standing.
    """
    last = Version.objects.filter(item=version.item_id).aggregate(last=Max("number"))["last"]
    document = reissued_document(version.document, last + 1, version.citation)
    successor = Version(
        item=version.item,
        number=last + 1,
        citation=version.citation,
        schema_version=version.schema_version,
        document=document,
        document_sha256=sha256_hex(document),
        supplement=version.supplement,
        supplement_sha256=version.supplement_sha256,
        claim_sha256=version.claim_sha256,
        twin_sha256=version.twin_sha256,
        based_on=version,
        submitted_at=clock.now(),
    )
    successor.save(force_insert=True)
    for model, fields in _BESIDE.items():
        rows = model._default_manager.filter(version=version).values(*fields)
        model._default_manager.bulk_create(model(version=successor, **row) for row in rows)
    _enter_in_list(successor, version.entry.facets)
    content = content_of(version.document, version.supplement)
    terms = resolve(names_to_resolve(content))
    tokens = tokens_of(successor, content, terms)
    SearchEntry.objects.create(version=successor, tokens=tokens)
    return successor


# The narrow rows that belong to a version, and what each says of it.
_BESIDE: dict[type[Model], tuple[str, ...]] = {
    VersionAuthor: ("item_id", "person_id"),
    VersionTerm: ("term_id", "role"),
    VersionChoice: ("role", "value"),
    VersionSourceReview: ("citation_id",),
}


def _with_all_terms(content: Content, actor: "Person") -> tuple[Content, Terms]:
    """Return normalised content and its terms, new names having become provisional terms."""
    wanted = names_to_resolve(tidy(content))
    terms = resolve(wanted)
    if wanted - set(terms):
        _wait_for_the_vocabulary()
        terms = resolve(wanted)
    if missing := wanted - set(terms):
        typed = {
            (BY_NAME[column].vocabulary, fold(str(entry["name"]))): str(entry["name"]).strip()
            for column, value in content.items()
            for entry in entries_of(value)
            if entry.get("name")
        }
        add_provisional(names={name: typed[name] for name in missing}, actor=actor)
        terms = resolve(wanted)
    return normalised(content, terms), terms


def _wait_for_the_vocabulary() -> None:
    """Let one submission at a time add terms: two with the same new name mean one term."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('vocabulary', 0))")


def _write_beside(version: Version, draft: Draft, content: Content, terms: Terms) -> None:
    """Write the narrow rows that belong to the version."""
    VersionAuthor.objects.bulk_create(
        VersionAuthor(version=version, item=draft.item, person=person)
        for person in draft.authors.all()
    )
    named = term_links(content, terms)
    VersionTerm.objects.bulk_create(
        VersionTerm(version=version, term_id=term_id, role=role) for role, term_id in sorted(named)
    )
    given = choice_links(content, named)
    VersionChoice.objects.bulk_create(
        VersionChoice(version=version, role=role, value=value) for role, value in sorted(given)
    )
    facets = [term_key(*link) for link in named] + [choice_key(*link) for link in given]
    _enter_in_list(version, sorted(facets))
    VersionSourceReview.objects.bulk_create(
        VersionSourceReview(version=version, citation=citation)
        for citation in _source_reviews(content).values()
    )
    SearchEntry.objects.create(version=version, tokens=tokens_of(version, content, terms))
    _write_external_ids(version.item, content)


def _enter_in_list(version: Version, facets: list[int]) -> None:
    ListEntry.objects.create(
        version=version, item_number=version.item.number, number=version.number, facets=facets
    )


def _write_external_ids(item: Item, content: Content) -> None:
    """Write the ids of `item` in other collections; raise Invalid where another claim has one.

    Somebody who submits the same id at this moment is waited for, in one order of ids.
    """
    ids = sorted({(e["name"], e["id"]) for e in entries_of(content.get("external_ids"))})
    ExternalId.objects.bulk_create(
        [ExternalId(item=item, collection=name, value=value) for name, value in ids],
        ignore_conflicts=True,
    )
    if ids and (problems := _external_id_problems(content, item)):
        raise Invalid("The claim was not submitted; the draft is kept as it is.", problems)


def _source_reviews(content: Content) -> dict[str, Citation]:
    keys = {str(entry.get("name", "")) for entry in entries_of(content.get("source_reviews"))}
    return {citation.key: citation for citation in Citation.objects.filter(key__in=keys)}


def give_standing(*, version: Version, status: str) -> Standing:
    """Record where `version` stands now, and return it. Only moves of reviews call this."""
    standing, _ = Standing.objects.update_or_create(
        version=version,
        defaults={"item": version.item, "status": status, "since": clock.now()},
    )
    transaction.on_commit(fold_when_due, robust=True)
    return standing
