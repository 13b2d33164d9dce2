"""The one list of what a study card asks: what is true of a whole paper, asked once.

An answer is a text, or for questions of judgement "yes" or "no"; or one of the unknowns in the
shape of evidence.content. A question that nobody looked at is absent. New questions are new
names, so a document that was frozen before reads on: what it lacks was not checked.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

from .content import unknown
from .enums import Choice, ChoiceList

Card: TypeAlias = dict[str, Any]
LINE, LONG, JUDGEMENT = "text", "long", "choice"

JUDGEMENTS = ChoiceList(
    "judgement",
    (
        Choice("yes", "yes", "the paper says so"),
        Choice("no", "no", "the paper says otherwise, or should say so and does not"),
        Choice("unclear", "unclear", "the paper is ambiguous"),
        Choice("not_applicable", "not applicable", "the question does not arise for this study"),
        Choice("not_checked", "not checked", "nobody has looked yet: a gap to fill"),
    ),
)
# Of those, what is stored as a plain answer; the others are unknowns.
_PLAIN = ("yes", "no")


@dataclass(frozen=True)
class Question:
    """One question about a whole paper. Of judgements, yes is always the better answer."""

    name: str
    label: str
    part: str
    kind: str
    hint: str
    example: str = ""


@dataclass(frozen=True)
class Part:
    """Questions that belong together."""

    name: str
    label: str
    lead: str


PARTS = (
    Part("methods", "Vesicles of this study", "How they were made, known and given."),
    Part("reporting", "Reporting of vesicles", "Whether others could give the same vesicles."),
    Part("bias", "Risk of bias", "Whether the result could come from how the study was done."),
)
QUESTIONS = (
    Question("isolation", "Isolation", "methods", LINE,
             "How vesicles were isolated, step by step as the paper says.",
             "differential ultracentrifugation, 0.22 µm filter"),
    Question("characterisation", "Characterisation", "methods", LINE,
             "What shows that they are vesicles: markers, size, pictures, purity.",
             "NTA; TEM; western blot CD63, CD81, calnexin negative"),
    Question("ev_track_id", "EV-TRACK id", "methods", LINE,
             "The number in the EV-TRACK registry, where the paper gives one.", "EV190042"),
    Question("ev_metric_pct", "EV-METRIC, %", "methods", LINE,
             "The percentage that EV-TRACK gives the experiment, 0 to 100.", "44"),
    Question("ev_dose_route_timing", "EV dose, route, timing", "methods", LINE,
             "As given to animals or patients, or onto cells.",
             "100 µg protein, tail vein, every third day for two weeks"),
    Question("dose_has_unit", "Dose with its unit", "reporting", JUDGEMENT,
             "Every dose is a number with a unit that can be measured again: particles, protein, "
             "or cells of origin, and in what volume."),
    Question("ev_depleted_control", "EV-depleted control", "reporting", JUDGEMENT,
             "What is left when the vesicles are taken out was tested beside them, so that the "
             "effect is theirs and not that of what came along."),
    Question("independent_preparations", "Independent preparations", "reporting", JUDGEMENT,
             "The effect was seen with vesicles isolated more than once, from other cultures or "
             "donors; repeats of one preparation do not count."),
    Question("random_groups", "Groups made by chance", "bias", JUDGEMENT,
             "Chance put animals, patients or wells into groups, and the paper says by what."),
    Question("equal_groups", "Groups alike at the start", "bias", JUDGEMENT,
             "Tumour size, weight, age or seeding were the same before anything was given, or the "
             "analysis allows for the difference."),
    Question("fitting_controls", "Controls fit", "bias", JUDGEMENT,
             "Controls got everything but the cause: the same therapy, vehicle and handling, and "
             "vesicles with a scrambled cargo where the cargo is said to act."),
    Question("blind_measuring", "Measured without knowing the group", "bias", JUDGEMENT,
             "Who measured or counted did not know which group it was, or a machine did it."),
    Question("all_accounted_for", "All are accounted for", "bias", JUDGEMENT,
             "As many are reported at the end as began, or the paper says who is missing and why."),
    Question("right_unit", "n counts independent units", "bias", JUDGEMENT,
             "n is the number of animals, patients or separate experiments, and not of wells, "
             "fields of view or measurements of one."),
    Question("quality_seen_at", "Where the paper says so", "bias", LONG,
             "Page, section or figure for the answers above, so that others find it.",
             "random: methods, p. 4; n: legend of figure 3"),
)  # fmt: skip
BY_NAME = {question.name: question for question in QUESTIONS}
JUDGED = tuple(question.name for question in QUESTIONS if question.kind == JUDGEMENT)


def judgement_of(answer: Any) -> str:
    """Return which judgement a stored answer is; "not_checked" where nobody looked."""
    if isinstance(answer, dict):
        return str(answer.get("unknown", "not_checked"))
    return str(answer or "not_checked")


def stored_judgement(value: str) -> Any:
    """Return a judgement as it is stored, None where nobody looked."""
    if value in _PLAIN:
        return value
    return None if value in ("", "not_checked") else unknown(value)


def answered(answers: Card) -> int:
    """Return how many questions of today somebody answered; an unknown but *not checked* counts."""
    return sum(
        1 for question in QUESTIONS if judgement_of(answers.get(question.name)) != "not_checked"
    )
