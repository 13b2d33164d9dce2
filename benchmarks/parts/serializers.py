"""The usual way, tuned: DRF serializers over the link rows, all of them prefetched, by keyset.

The same claims with paper, terms and choices nested; nothing is asked twice, nothing is counted.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import path
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.response import Response

from evidence.models import Citation, Term, TermCode, Version, VersionChoice, VersionTerm


class CodeSerializer(serializers.ModelSerializer):
    """A CURIE."""

    class Meta:
        model = TermCode
        fields = ("curie", "match")


class TermSerializer(serializers.ModelSerializer):
    """A term with its codes."""

    codes = CodeSerializer(many=True)

    class Meta:
        model = Term
        fields = ("label", "status", "codes")


class LinkSerializer(serializers.ModelSerializer):
    """Which term a claim names as what."""

    term = TermSerializer()

    class Meta:
        model = VersionTerm
        fields = ("role", "term")


class ChoiceSerializer(serializers.ModelSerializer):
    """Which answer of a closed list a claim gives."""

    class Meta:
        model = VersionChoice
        fields = ("role", "value")


class CitationSerializer(serializers.ModelSerializer):
    """The paper."""

    class Meta:
        model = Citation
        fields = ("key", "kind", "title", "csl", "pmid", "pmcid", "doi", "nct", "status")


class VersionSerializer(serializers.ModelSerializer):
    """A claim."""

    accession = serializers.CharField(source="item.accession")
    status = serializers.CharField(source="standing.status")
    citation = CitationSerializer()
    terms = LinkSerializer(many=True)
    choices = ChoiceSerializer(many=True)

    class Meta:
        model = Version
        fields = (
            "accession", "number", "status", "document_sha256", "citation", "terms", "choices",
            "submitted_at",
        )  # fmt: skip


class Claims(ListAPIView):
    """A page of claims."""

    authentication_classes: list[Any] = []
    serializer_class = VersionSerializer

    def get_queryset(self) -> QuerySet[Version]:
        """The same claims as everybody's."""
        asked = self.request.GET
        chosen = VersionChoice.objects.filter(version=OuterRef("pk"))
        named = VersionTerm.objects.filter(version=OuterRef("pk"), role="agents")
        links = VersionTerm.objects.select_related("term").prefetch_related("term__codes")
        after = int(asked["cursor"][4:10]) if "cursor" in asked else 0
        return (
            Version.objects.filter(
                Exists(chosen.filter(role="effect", value=asked["effect"])),
                Exists(chosen.filter(role="settings", value=asked["settings"])),
                Exists(named.filter(term__label=asked["agents"])),
                standing__status="accepted",
                item__number__gt=after,
            )
            .select_related("item", "standing", "citation")
            .prefetch_related(Prefetch("terms", queryset=links), "choices")
            .defer("document", "answers", "supplement")
            .order_by("item__number")
        )

    def list(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """The first fifty."""
        return Response({"results": self.get_serializer(self.get_queryset()[:50], many=True).data})


urlpatterns = [path("api/v1/items", Claims.as_view())]
