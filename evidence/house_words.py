"""The words of the house: one word an idea, in code, pages, API and documents."""

from .enums import Choice

HOUSE_WORDS: tuple[Choice, ...] = (
    Choice("item", "item", "one claim’s identity, with a permanent accession such as EVD-000123"),
    Choice("version", "version", "the content of an item; a draft may be changed, what is "
           "submitted gets its number and is frozen for ever"),
    Choice("citation", "citation", "a publication or trial record; authors, year, even title may "
           "be unknown, and say so"),
    Choice("study_card", "study card", "what is true of the whole paper: isolation, "
           "characterisation, dose; frozen into each submitted version"),
    Choice("source_review", "source review", "a review in which the claim was found, beside its "
           "one primary citation"),
    Choice("term", "term", "an entry of the vocabulary, with synonyms, codes and a definition; "
           "filters and pictures include the narrower ones"),
    Choice("round", "round", "one peer review of one version"),
    Choice("seat", "seat", "one reviewer’s place in a round"),
    Choice("recommendation", "recommendation", "what one reviewer says of a version: accept, "
           "revise or reject, with answers per section and reasons"),
    Choice("decision", "decision", "what an editor decides on a round: accepted, returned or "
           "rejected, with reasons"),
    Choice("split", "split", "the reviewers of a version differ"),
    Choice("conflict", "conflict", "conflict of interest, and nothing else"),
    Choice("confirm_authorship", "confirmed authorship", "somebody is an author of a paper, by "
           "ORCID or by an editor’s word; they may comment and enter, never judge it"),
    Choice("rating", "rating", "what readers think of a paper as a whole; it accepts and refuses "
           "no claim"),
    Choice("release", "release", "a numbered, checksummed publication of all accepted versions, "
           "never changed"),
    Choice("event", "event", "one row of the record of who did what, which is only added to"),
)  # fmt: skip
