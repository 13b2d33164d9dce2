"""Under which tokens versions are found: written with a version, made anew when names change."""

from django.db import transaction

from evidence.content import Content
from evidence.documents import names_to_resolve, searchable_text
from evidence.documents.normal import Terms
from evidence.documents.read import content_of
from evidence.models import SearchEntry, Version
from evidence.queries.terms import resolve
from evidence.searching import search_tokens

_AT_ONCE = 500


def tokens_of(version: Version, content: Content, terms: Terms) -> list[str]:
    """Return the tokens `version` is found under, sorted; `terms` are those `content` names."""
    tokens = search_tokens(searchable_text(content, terms, version.citation))
    return sorted(tokens | search_tokens(version.item.accession))


def renew_search() -> int:
    """Make the search entries of all versions anew; return how many had become out of date.

    In batches, each a transaction of its own: safe to stop, to repeat and while others write.
    """
    changed, last = 0, 0
    while versions := _after(last):
        last = versions[-1].pk
        changed += _renew(versions)
    return changed


def _after(last: int) -> list[Version]:
    rows = Version.objects.filter(pk__gt=last).select_related("item", "citation", "search")
    return list(rows.order_by("pk")[:_AT_ONCE])


@transaction.atomic
def _renew(versions: list[Version]) -> int:
    contents = [content_of(version.document, version.supplement) for version in versions]
    terms = resolve({name for content in contents for name in names_to_resolve(content)})
    changed: list[SearchEntry] = []
    for version, content in zip(versions, contents, strict=True):
        tokens = tokens_of(version, content, terms)
        if tokens != version.search.tokens:
            version.search.tokens = tokens
            changed.append(version.search)
    SearchEntry.objects.bulk_update(changed, ["tokens"])
    return len(changed)
