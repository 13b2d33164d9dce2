"""The claim form: any POST is read, and what a page shows reads back as what it was made from."""

from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.columns import BY_NAME, COLUMNS
from evidence.content import Content
from evidence.documents import normalised
from evidence.forms.claims import read_claim, rows_posted
from evidence.policies.answers import shape_problems
from evidence.presenters.fields import field_of
from tests.strategies import contents

LABELS = {"ev_class": ["EV", "small EV"]}


class Controls(HTMLParser):
    """What a browser would post of a page: the successful controls in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._select, self._option, self._area = "", "", ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "input":
            self._input(found)
        elif tag == "select":
            self._select, self._option = found["name"], ""
        elif tag == "option" and self._select:
            first = not self._option and "value" in found
            if "selected" in found or (first and self._option == ""):
                self._option = "=" + found["value"]
        elif tag == "textarea":
            self._area, self._text = found["name"], ""

    def _input(self, found: dict[str, str]) -> None:
        box = found.get("type") in ("checkbox", "radio")
        if "name" in found and (not box or "checked" in found):
            self.pairs.append((found["name"], found.get("value", "on" if box else "")))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.pairs.append((self._select, self._option[1:]))
            self._select = ""
        elif tag == "textarea":
            # A browser drops one line break after <textarea> and sends CR LF.
            self.pairs.append((self._area, self._text.removeprefix("\n").replace("\n", "\r\n")))
            self._area = ""


def posted(*pairs: tuple[str, str]) -> MultiValueDict[str, str]:
    """Return the pairs as Django holds a POST body."""
    body: MultiValueDict[str, str] = MultiValueDict()
    for name, value in pairs:
        body.appendlist(name, value)
    return body


def shown(content: Content) -> MultiValueDict[str, str]:
    """Return what a browser posts of the fields that show `content`."""
    parser = Controls()
    for column in COLUMNS:
        field = field_of(column, content.get(column.name), closed=LABELS)
        parser.feed(render_to_string("components/field.html", {"field": field}))
    return posted(*parser.pairs)


@settings(max_examples=60, deadline=None)
@given(contents())
def test_what_the_page_shows_reads_back(content: Content) -> None:
    content = normalised(content, {})
    assert read_claim(shown(content)).content == content


def test_lines_quotes_and_markup_come_back_as_they_were() -> None:
    content: Content = {
        "quote": 'One "line" & <b>another</b>\n\n  indented\n',
        "locator": "two\nlines in a one-line field",
        "notes": "'; DROP TABLE drafts; --",
        "cargo": [{"name": '"><script>alert(1)</script>', "as_reported": "miR–21 & “x”"}],
        "agents": [{"role": "alongside"}, {"name": "none", "unnamed": True}],
        "effect": [{"name": "no such effect"}],
        "settings": [{"name": "in orbit", "measured": "perhaps"}],
    }
    assert read_claim(shown(content)).content == content


NAMES = st.one_of(
    st.text(max_size=30),
    st.sampled_from([c.name for c in COLUMNS]),
    st.builds(
        lambda column, n, part: f"{column}-{n}-{part}",
        st.sampled_from([*BY_NAME, "nothing", "__class__"]),
        st.one_of(st.integers(-1, 10_000), st.sampled_from(["٣", "²", "1e9", ""])),
        st.sampled_from(["name", "kind", "role", "inferred", "models", "__init__", "id"]),
    ),
    st.builds(lambda column: f"{column}-unknown", st.sampled_from(list(BY_NAME))),
)
ANY_TEXT = st.text(st.characters(), max_size=60)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(NAMES, st.lists(ANY_TEXT, max_size=3), max_size=25))
def test_any_post_is_content_or_problems(body: dict[str, list[str]]) -> None:
    content = read_claim(MultiValueDict(body)).content
    assert set(content) <= set(BY_NAME)
    for problem in shape_problems(content):
        assert problem.field in BY_NAME
        assert problem.message


def test_keys_of_no_field_are_not_looked_at() -> None:
    body = posted(("item", "1"), ("citation_id", "7"), ("cargo-0-pk", "3"), ("x-0-name", "y"))
    assert read_claim(body).content == {}


def test_rows_keep_their_order_and_blank_ones_are_dropped() -> None:
    body = posted(
        ("cargo-10-name", "third"), ("cargo-2-name", "second"), ("cargo-0-name", ""),
        ("cargo-1-name", "first"), ("cargo-1-kind", "mirna"), ("cargo-1-inferred", "on"),
    )  # fmt: skip
    assert read_claim(body).content == {
        "cargo": [
            {"name": "first", "kind": "mirna", "inferred": True}, {"name": "second"},
            {"name": "third"},
        ]
    }  # fmt: skip
    assert rows_posted(body, "cargo") == 4


def test_line_ends_become_lf_and_nothing_else_is_altered() -> None:
    body = posted(("quote", "a\r\nb\rc\td  \u200b é "))
    assert read_claim(body).content == {"quote": "a\nb\nc\td  \u200b é "}


def test_an_answer_beats_an_unknown_and_says_so() -> None:
    read = read_claim(posted(("locator", "figure 1"), ("locator-unknown", "not_reported")))
    assert read.content == {"locator": "figure 1"}
    assert read.notices == [
        "Where in the paper has an answer and was marked “not reported” as well. The answer was "
        "kept; delete it if “not reported” is meant."
    ]


@pytest.mark.parametrize("kind", ["unclear", "not_reported", "not_applicable", "not_checked"])
def test_an_unknown_is_an_answer(kind: str) -> None:
    body = posted(("cargo-unknown", kind), ("cargo-0-name", "  "))
    assert read_claim(body).content == {"cargo": {"unknown": kind}}
