"""Who speaks on the page of a paper, and whose profile is shown. A "why not" is a sentence."""

from evidence.policies.answers import LONGEST_NAME, text_problem

MOST_QUESTIONS_A_DAY = 5


def why_not_speak(*, holds_open_seat: bool) -> str:
    """Return why a person may not comment on a paper or ask its authors, by name, or ""."""
    if holds_open_seat:
        return (
            "You hold a review of a claim from this paper, and nobody is to learn from you that "
            "you do, or what you think, before it is decided. Say it in the talk about the claim, "
            "where your words are sealed until then, or come back after the decision."
        )
    return ""


def why_not_ask(*, holds_open_seat: bool, authors: int, is_author: bool, asked_today: int) -> str:
    """Return why a person may not ask the authors of a paper for more, or ""."""
    if not authors:
        return (
            "No author of this paper takes part here yet, so nobody would read the question. "
            "The paper itself names the author to write to."
        )
    if is_author and authors == 1:
        return "You are the only author of this paper who takes part here."
    if asked_today >= MOST_QUESTIONS_A_DAY:
        return (
            f"You asked authors {MOST_QUESTIONS_A_DAY} times within a day, which is the most. "
            "Ask again tomorrow."
        )
    return why_not_speak(holds_open_seat=holds_open_seat)


def why_not_show_profile(*, papers: int) -> str:
    """Return why a person has no public profile to show, or ""."""
    if papers:
        return ""
    return (
        "A public profile is for people whose authorship of a paper here is confirmed, and you "
        "have none. Open the page of your paper and choose your name in its list of authors."
    )


def profile_name_problem(name: str) -> str:
    """Return what is wrong with the name a profile is to show, or ""."""
    if not name.strip():
        return "Name: it is empty. Write the name that the profile shall show."
    return text_problem("Name", name, LONGEST_NAME)
