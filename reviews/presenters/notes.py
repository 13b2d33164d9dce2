"""A reviewer's private note in words."""

from dataclasses import dataclass

from evidence.columns import BY_NAME, SECTIONS
from evidence.presenters.words import words_of
from reviews.enums import READ_LIST, SECTION_ANSWER_LIST, VERDICT_LIST
from reviews.forms.recommendation import Said


@dataclass(frozen=True)
class NoteLine:
    """One thing written: what it is about, the answer chosen, and the text."""

    label: str
    answer: str
    text: str


def note_lines(said: Said) -> list[NoteLine]:
    """Return everything a note holds, in the order of the review page."""
    lines = []
    for section in SECTIONS:
        given = said["answers"].get(section.name)
        if given:
            answer = SECTION_ANSWER_LIST.label_of(given["answer"])
            lines.append(NoteLine(section.label, answer, given["reason"]))
    for suggestion in said["suggestions"]:
        column = BY_NAME[suggestion["column"]]
        words = words_of(column, suggestion["value"]) if suggestion["value"] else "nothing"
        lines.append(NoteLine(f"{column.label}, suggested", "", words))
    if said["has_read"]:
        where = said.get("read_where", "")
        lines.append(NoteLine("What you read", READ_LIST.label_of(said["has_read"]), where))
    if said["verdict"] or said["reason"]:
        verdict = VERDICT_LIST.label_of(said["verdict"])
        lines.append(NoteLine("Recommendation", verdict, said["reason"]))
    return lines
