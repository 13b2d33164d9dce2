"""The kinds of things people are told of, and how mail brings them."""

from dataclasses import dataclass

from django.db.models import TextChoices


class How(TextChoices):
    """When mail tells of a kind of thing."""

    AT_ONCE = "at_once", "at once"
    DAILY = "daily", "once a day"
    OFF = "off", "never"


@dataclass(frozen=True)
class Kind:
    """A kind of thing people are told of. `subject` is all that a mail's subject says."""

    name: str
    label: str
    subject: str
    how: How


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("decision", "A claim you entered or reviewed was decided",
             "A decision", How.AT_ONCE),
        Kind("assigned", "A review was given to you", "A review for you", How.AT_ONCE),
        Kind("lease", "The time of a review you hold is running out, or an editor reminds you",
             "A review waits for you", How.AT_ONCE),
        Kind("talk", "Somebody answers or mentions you, comments on your claim, or asks you as an "
             "author of a paper",
             "A comment for you", How.AT_ONCE),
        Kind("round", "The round of a claim you entered or reviewed has closed",
             "A round has closed", How.AT_ONCE),
        Kind("flag", "A claim you entered was flagged", "A flag", How.DAILY),
        Kind("decider", "A claim waits for somebody to decide, and you could",
             "A claim waits for a decision", How.DAILY),
        Kind("interest", "An authorship, a waiver or a statement waits for an editor’s word",
             "Something waits for an editor", How.DAILY),
        Kind("withdrawn", "A paper you follow, or entered a claim from, was retracted or corrected",
             "What became of a paper", How.AT_ONCE),
        Kind("damage", "For editors: a file of a release is not what was published any more",
             "A release file was altered", How.AT_ONCE),
        Kind("account", "How you sign in was changed, by you or by an administrator",
             "How you sign in was changed", How.AT_ONCE),
    )
}  # fmt: skip

# At this hour, in UTC, what gathered since the day before goes out as one mail.
DIGEST_HOUR = 6
