"""The addresses of releases."""

from django.urls import path

from releases.views.release_changes import release_changes
from releases.views.release_compare import release_compare
from releases.views.release_detail import file_detail, release_detail
from releases.views.release_feed import release_feed
from releases.views.release_list import release_list
from releases.views.release_publish import release_publish
from releases.views.release_withdraw import release_withdraw
from releases.views.withdrawn import withdrawn
from releases.views.withdrawn_feed import withdrawn_feed

app_name = "releases"
urlpatterns = [
    path("", release_list, name="release-list"),
    path("publish/", release_publish, name="release-publish"),
    path("feed.atom", release_feed, name="release-feed"),
    path("withdrawn/", withdrawn, name="withdrawn"),
    path("withdrawn.atom", withdrawn_feed, name="withdrawn-feed"),
    path("<str:number>/withdraw/", release_withdraw, name="release-withdraw"),
    path("<str:number>/compare/", release_compare, name="release-compare"),
    path("<str:number>/changes/<str:other>/", release_changes, name="release-changes"),
    path("<str:number>/", release_detail, name="release-detail"),
    path("<str:number>/files/<str:name>", file_detail, name="file-detail"),
]
