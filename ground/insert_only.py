"""The one list of tables whose rows are inserted and never changed.

The runtime role holds no UPDATE, DELETE or TRUNCATE on them (`ground.privileges`); a test asks
PostgreSQL for each of these names. A new insert-only model adds its table here and nowhere else.
"""

INSERT_ONLY_TABLES: tuple[str, ...] = (
    "ground_event",
    "evidence_citation_status",
    "evidence_offer",
    "evidence_paper_drop",
    "evidence_paper_step",
    "evidence_version",
    "evidence_version_author",
    "evidence_version_term",
    "evidence_version_choice",
    "evidence_version_source_review",
    "evidence_list_entry",
    "reviews_recommendation",
    "reviews_decision",
    "reviews_waiver",
    "reviews_declaration",
    "reviews_voiding",
    "reviews_comment",
    "reviews_comment_act",
    "reviews_rating",
    "reviews_paper_comment",
    "reviews_paper_comment_retraction",
    "reviews_recusal",
    "reviews_calibration_claim",
    "reviews_calibration_removal",
    "reviews_calibration_answer",
    "releases_release",
    "releases_release_version",
    "releases_release_file",
    "releases_printed_row",
    "exchange_import",
    "exchange_imported_row",
    "exchange_undoing",
    "releases_release_head",
    "releases_release_withdrawal",
)
