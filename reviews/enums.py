"""Closed lists of peer review."""

from evidence.columns import SECTIONS
from evidence.enums import Choice, ChoiceList

VERDICT_LIST = ChoiceList(
    "recommendation",
    (
        Choice("accept", "accept", "holds as it stands; suggestions allowed"),
        Choice("revise", "revise", "could hold once something is changed"),
        Choice("reject", "reject", "does not hold"),
    ),
)
SECTION_ANSWER_LIST = ChoiceList(
    "section_answer",
    (
        Choice("agree", "agree", "the source says so"),
        Choice("disagree", "disagree", "the source says otherwise; a reason is asked"),
        Choice("cannot_tell", "cannot tell", "what was read does not decide it"),
    ),
)
READ_LIST = ChoiceList(
    "reviewer_read",
    (
        Choice("full_text", "the full text"),
        Choice("abstract", "the abstract"),
        Choice("less", "less than the abstract"),
    ),
)
INTEREST_KINDS = ChoiceList(
    "interest",
    (
        Choice("authorship", "author of the paper", "never waived: may enter and comment only"),
        Choice("same_lab", "same lab", "may be waived by an unconflicted editor"),
        Choice("other", "another interest", "may be waived by an unconflicted editor"),
    ),
)
OCCASIONS = ChoiceList(
    "occasion",
    (
        Choice("yearly", "once a year", "what holds whatever the paper is"),
        Choice("taking", "at taking a review"),
        Choice("submission", "at submitting a claim"),
        Choice("paper", "on the page of the paper"),
    ),
)
FLAG_KINDS = ChoiceList(
    "flag",
    (
        Choice("doubt", "doubt", "the curator's own"),
        Choice("report", "reported problem", "by a reader"),
        Choice("concern", "concern", "by a signed-in person"),
        Choice("interest", "conflict of interest", "found after the round had closed"),
    ),
)
BLOCKERS = ChoiceList(
    "blocker",
    (
        Choice("unidentified", "citation not identified", "never waivable"),
        Choice("read_too_little", "title only or secondary source"),
        Choice("publication_status", "retraction or expression of concern"),
        Choice("open_flag", "open flag"),
        Choice("full_text_unread", "no reviewer read the full text"),
    ),
)
NEVER_WAIVABLE = ("unidentified",)
COMMENT_SUBJECTS = ChoiceList(
    "comment_subject",
    (
        Choice("item", "the claim as a whole"),
        *(Choice(section.name, section.label) for section in SECTIONS),
        Choice("round", "its review", "who reviews, what is missing, when; opens when it closes"),
    ),
)
COMMENT_SIGNATURES = ChoiceList(
    "comment_signature",
    (
        Choice("name", "by name"),
        Choice("author", "author of the item"),
        Choice("reviewer", "reviewer"),
    ),
)
COMMENT_ACTS = ChoiceList(
    "comment_act",
    (
        Choice("retract", "retracted"),
        Choice("resolve", "resolved"),
        Choice("reopen", "opened again"),
    ),
)

# What is asked of a paper: a number from the lowest to the highest; the first must be answered.
LOWEST_SCORE, HIGHEST_SCORE = 1, 5
RATING_QUESTIONS = ChoiceList(
    "rating",
    (
        Choice("reliance", "overall", "Would you build your own work on what this paper reports?"),
        Choice("novelty", "novelty", "Does it show what was not known before?"),
        Choice("importance", "importance", "Would it matter to patients or to the field, if true?"),
        Choice("rigour", "scientific rigour", "Do design, controls and analysis carry the claims?"),
    ),
)
SCORES = ChoiceList(
    "score",
    (
        Choice("1", "not at all"),
        Choice("2", "a little"),
        Choice("3", "partly"),
        Choice("4", "largely"),
        Choice("5", "fully"),
    ),
)
PAPER_COMMENT_KINDS = ChoiceList(
    "paper_comment",
    (
        Choice("comment", "comment", "for everybody who is signed in"),
        Choice("question", "question to the authors", "for them and for whoever asked"),
    ),
)
