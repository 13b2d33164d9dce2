"""What is stored of the claims that a file speaks of, loaded in sets."""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from evidence.content import Content, entries_of
from evidence.documents import content_of
from evidence.enums import OPEN_STATUSES, STATUSES
from evidence.models import Citation, Draft, ExternalId, Item, Version, VersionAuthor
from exchange.judging.rows import ReadRow
from exchange.models import ImportedRow
from reviews.policies.duties import Footing, why_not_by, why_not_from

if TYPE_CHECKING:
    from accounts.models import Person

_IDS = "external_ids"
_DRAFT = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[^0-9a-f]([1-9][0-9]{0,8}))?")


@dataclass
class Target:
    """The claim a row speaks of: where its answers would go, and what they are compared with."""

    item: Item
    draft: Draft | None = None
    version: Version | None = None
    base: Content = field(default_factory=dict)
    base_paper: int | None = None
    why_not: str = ""

    @cached_property
    def content(self) -> Content:
        """What is stored now."""
        if self.draft is not None:
            content: Content = self.draft.content
            return content
        return content_of(self.version.document, self.version.supplement) if self.version else {}

    @property
    def paper(self) -> Citation | None:
        """Which paper it is of now."""
        if self.draft is not None:
            return self.draft.citation
        return self.version.citation if self.version else None

    @property
    def paper_id(self) -> int | None:
        """The key of that paper."""
        return self.paper.pk if self.paper else None


class Stored:
    """The claims, drafts and versions that the rows name, as far as `actor` may see them."""

    def __init__(self, rows: Sequence[ReadRow], actor: "Person") -> None:
        self.actor = actor
        numbers = {Item.number_of(row.accession) or 0 for row in rows if row.accession}
        keys = {match.group(1) for row in rows if (match := _DRAFT.fullmatch(row.draft.casefold()))}
        own = Draft.objects.visible_to(actor).open()
        self.by_external = _external_ids(rows, own)
        ids = set(self.by_external.values())
        named = own.filter(
            Q(pk__in=keys) | Q(item__number__any_of=numbers) | Q(item__id__any_of=ids)
        )
        loaded = named.select_related("item", "citation").order_by("saved_at")
        self.drafts = {str(draft.pk): draft for draft in loaded}
        self.own = {draft.item_id: draft for draft in self.drafts.values()}
        items = Item.objects.visible_to(actor)
        found = items.filter(Q(number__any_of=numbers) | Q(id__any_of=ids))
        self.items = {item.accession: item for item in found}
        self.by_key = {item.pk: item for item in self.items.values()}
        self._load_versions(list(self.by_key))

    def _load_versions(self, item_ids: list[int]) -> None:
        self.versions: dict[int, dict[int, Version]] = {}
        found = Version.objects.visible_to(self.actor).filter(item__in=item_ids)
        for version in (
            found.select_related("standing", "item", "citation").defer("answers").order_by("number")
        ):
            self.versions.setdefault(version.item_id, {})[version.number] = version
        self.written = set(
            VersionAuthor.objects.filter(item__in=item_ids, person=self.actor)
            .values_list("item_id", flat=True)
        )  # fmt: skip
        self.open = dict(
            Version.objects.filter(item__in=item_ids, standing__status__in=OPEN_STATUSES)
            .values_list("item_id", "standing__status")
        )  # fmt: skip
        imported = ImportedRow.objects.filter(
            item__in=item_ids, of__imported_by=self.actor, of__undoing=None
        ).order_by("of__imported_at")
        self.imported = {row.item_id: row for row in imported}

    def target_of(self, row: ReadRow) -> Target | None:
        """Return the claim a row speaks of, or None for a new one; errors go to the row."""
        draft, revision = self._draft_of(row)
        item = self.items.get(row.accession)
        if not row.accession and draft is not None:
            item = draft.item
        if item is None and (row.accession or row.draft):
            if row.accession:
                message = f"There is no claim {row.accession} that you may see."
                hint = "Empty the cell to enter the row as a new claim."
                row.refuse("unknown_accession", message, hint, "accession", row.accession)
            elif not row.errors:
                message = "There is no such open draft of yours."
                row.refuse("unknown_draft", message, "Empty the cell.", "draft", row.draft)
            return None
        if item is None:
            item = self._by_external_id(row)
            if item is None:
                return None
        if draft is not None and draft.item_id != item.pk:
            message = (
                f"The row names two claims at once: {item.accession}, and the draft of "
                f"{draft.item.accession}."
            )
            hint = "Leave both as they were exported, or empty both to enter a new claim."
            row.refuse("two_claims", message, hint, "accession", row.accession)
            return None
        target = Target(item, draft or self.own.get(item.pk))
        self._aim(target)
        self._set_base(target, row, revision)
        return target

    def _draft_of(self, row: ReadRow) -> tuple[Draft | None, int | None]:
        match = _DRAFT.fullmatch(row.draft.casefold()) if row.draft else None
        if match is None:
            return None, None
        revision = int(match.group(2)) if match.group(2) else None
        return self.drafts.get(str(uuid.UUID(match.group(1)))), revision

    def _by_external_id(self, row: ReadRow) -> Item | None:
        pairs = external_ids(row.content)
        found = {self.by_external[pair] for pair in pairs if pair in self.by_external}
        if not found:
            return None
        item = self.by_key.get(found.pop())
        if found or item is None:
            message = "An external id of this row belongs to another claim already."
            row.refuse("external_id", message, "Correct the id or delete it.", "external_ids")
            return None
        return item

    def _aim(self, target: Target) -> None:
        """Find what would be changed, and say why it may not be."""
        if target.draft is not None:
            return
        versions = self.versions.get(target.item.pk, {})
        accepted = [v for v in versions.values() if v.standing.status == "accepted"]
        newest = accepted or list(versions.values())
        target.version = newest[-1] if newest else None
        if status := self.open.get(target.item.pk):
            target.why_not = (
                f"{target.item.accession} is {STATUSES.label_of(status)}, and what is being judged "
                "does not change. Wait for the decision, or withdraw it first."
            )
        elif target.version is not None:
            status = target.version.standing.status
            footing = Footing(
                roles=frozenset(self.actor.roles),
                is_author_of_item=target.item.pk in self.written,
            )
            target.why_not = why_not_from("revise", status) or why_not_by("revise", status, footing)

    def _set_base(self, target: Target, row: ReadRow, revision: int | None) -> None:
        versions = self.versions.get(target.item.pk, {})
        if revision is not None and target.draft is not None:
            if revision == target.draft.revision:
                target.base, target.base_paper = target.content, target.paper_id
        elif row.version is not None:
            version = versions.get(row.version)
            if version is None:
                message = f"{target.item.accession} has no version {row.version} that you may see."
                row.refuse("unknown_version", message, "Leave it as it was exported.", "version",
                           str(row.version))  # fmt: skip
                return
            target.base = content_of(version.document, version.supplement)
            target.base_paper = version.citation_id
        elif not row.accession and (imported := self.imported.get(target.item.pk)):
            target.base, target.base_paper = imported.content, imported.citation_id
        else:
            target.base, target.base_paper = target.content, target.paper_id


def _external_ids(rows: Iterable[ReadRow], own: QuerySet[Draft]) -> dict[tuple[str, str], int]:
    """Return the item that each external id of the rows belongs to, in a version or own draft."""
    wanted = {pair for row in rows for pair in external_ids(row.content)}
    if not wanted:
        return {}
    places = {"collection__any_of": {c for c, _ in wanted}, "value__any_of": {v for _, v in wanted}}
    submitted = ExternalId.objects.filter(**places)
    found = {
        (collection, value): item
        for collection, value, item in submitted.values_list("collection", "value", "item_id")
    }
    drafted = own.filter(content__has_key=_IDS).order_by("saved_at")
    for item, value in drafted.values_list("item_id", f"content__{_IDS}"):
        found.update(dict.fromkeys(external_ids({_IDS: value}), item))
    return {pair: item for pair, item in found.items() if pair in wanted}


def imported_before(hashes: Iterable[str], actor: "Person") -> dict[str, str]:
    """Return the accession under which each row was entered by `actor` in an earlier import.

    A row whose import was undone, or whose draft was withdrawn, counts as never entered.
    """
    rows = ImportedRow.objects.filter(said_sha256__any_of=set(hashes), of__imported_by=actor)
    rows = rows.filter(of__undoing=None).exclude(draft__closed_at__isnull=False, draft__became=None)
    return {row.said_sha256: row.item.accession for row in rows.select_related("item")}


def external_ids(content: Content) -> list[tuple[str, str]]:
    """Return the (collection, id) pairs that `content` gives."""
    return [
        (str(entry.get("name", "")), str(entry.get("id", "")))
        for entry in entries_of(content.get(_IDS))
        if entry.get("id")
    ]
