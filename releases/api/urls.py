"""The addresses of the read-only API."""

from django.urls import path

from .agreement import AgreementOfReviewers
from .item import OneItem, OneVersion
from .items import Items
from .release_views import OneFile, OneRelease, Releases
from .start import Nothing, Root, Schema

app_name = "api"
urlpatterns = [
    path("", Root.as_view(), name="root"),
    path("schema/", Schema.as_view(), name="schema"),
    path("items", Items.as_view(), name="items"),
    path("items/<str:accession>", OneItem.as_view(), name="item"),
    path("items/<str:accession>/versions/<str:number>", OneVersion.as_view(), name="version"),
    path("agreement", AgreementOfReviewers.as_view(), name="agreement"),
    path("releases", Releases.as_view(), name="releases"),
    path("releases/<str:number>", OneRelease.as_view(), name="release"),
    path("releases/<str:number>/files/<str:name>", OneFile.as_view(), name="file"),
    path("<path:rest>", Nothing.as_view(), name="nothing"),
]
