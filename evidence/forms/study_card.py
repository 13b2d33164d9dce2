"""Reading the form of a study card."""

from evidence.content import unknown
from evidence.forms.claims import Posted, last
from evidence.study_card import JUDGEMENT, QUESTIONS, Card, Question, stored_judgement


def read_card(posted: Posted) -> Card:
    """Return what `posted` says, without what nobody looked at; nothing is judged here.

    A text that is typed counts more than an unknown that is chosen beside it.
    """
    read = {question.name: _read(posted, question) for question in QUESTIONS}
    return {name: answer for name, answer in read.items() if answer}


def _read(posted: Posted, question: Question) -> object:
    said = last(posted, question.name).strip()
    if question.kind == JUDGEMENT:
        return stored_judgement(said)
    kind = last(posted, f"{question.name}-unknown")
    if said:
        return said
    return unknown(kind) if kind and kind != "not_checked" else None
