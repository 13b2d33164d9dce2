"""A reference in APA, ACS, NLM and CSE style, as plain text.

Rules: Publication Manual of the American Psychological Association, 7th edition; The ACS Guide
to Scholarly Communication (2020); Citing Medicine, 2nd edition, with the order in which PubMed
prints it; Scientific Style and Format, 8th edition, name-year system.
"""

from collections.abc import Callable

from .journals import dotted_title, short_title
from .reference import Author, Reference

_APA_MOST, _APA_FIRST, _ACS_MOST = 20, 19, 10


def apa(one: Reference) -> str:
    """Shan, C., & Li, P. (2024). Title. Journal, 20(1), 347–366. https://doi.org/…"""
    title = f"{one.title} ({one.nct}) [Clinical trial registration]" if one.nct else one.title
    names = _apa_names(one.authors)
    when = f"({one.year or 'n.d.'})"
    head = (_ended(names), f"{when}.", _ended(title)) if names else (_ended(title), f"{when}.")
    return _sentence(*head, _ended(_apa_place(one)), one.address)


def acs(one: Reference) -> str:
    """Shan, C.; Li, P. Title. J. Biol. Sci. 2024, 20 (1), 347–366. DOI: …"""
    shown = one.authors[:_ACS_MOST]
    names = [_inverted(author, author.spaced()) for author in shown]
    people = "; ".join(names) + ("; et al." if len(one.authors) > _ACS_MOST else "")
    journal = dotted_title(one.journal, one.short_journal) or _publisher(one)
    volume = f"{one.volume} ({one.issue})" if one.issue else one.volume
    place = ", ".join(part for part in (one.year, volume, _dashed(one.pages)) if part)
    # A paper without volume and pages is in print with its year only.
    source = f"{journal}{'' if one.is_paper or not one.year else ','} {place}".strip()
    where = f"DOI: {one.doi}." if one.doi else one.address
    registered = f"{one.nct}." if one.nct else ""
    return _sentence(_ended(people), _ended(one.title), _ended(source), registered, where)


def nlm(one: Reference) -> str:
    """Shan C, Li P. Title. J Biol Sci. 2024;20(1):347-366. doi: …"""
    head = (_ended(_plain_names(one)), _ended(one.title))
    if one.kind == "trial":
        return _sentence(*head, *_nlm_record(one))
    journal = short_title(one.journal, one.short_journal) or _publisher(one)
    mark = " [Preprint]" if one.kind == "preprint" else ""
    when = " ".join(part for part in (one.year, one.month_name, one.day) if part)
    numbers = _numbered(one)
    sign = (";" if one.volume else ":") if numbers else ""
    return _sentence(
        *head,
        _ended(f"{journal}{mark}" if journal else ""),
        f"{when or '[date unknown]'}{sign}{numbers}.",
        f"doi: {one.doi}." if one.doi else one.address,
        "Online ahead of print." if one.is_ahead_of_print else "",
    )


def _nlm_record(one: Reference) -> tuple[str, ...]:
    return (
        f"ClinicalTrials.gov [Internet]. Bethesda (MD): {_publisher(one)};",
        f"{one.year or '[date unknown]'}.",
        f"Identifier {one.nct}." if one.nct else "",
        f"Available from: {one.address}" if one.address else "",
    )


def cse(one: Reference) -> str:
    """Shan C, Li P. 2024. Title. J Biol Sci. 20(1):347-366.

    Where to read it follows only where no volume and pages say so.
    """
    when = one.year or "[date unknown]"
    names = _plain_names(one)
    head = (names, when, one.title) if names else (one.title, when)
    journal = short_title(one.journal, one.short_journal) or _publisher(one)
    is_printed = bool(one.volume and one.pages)
    where = "" if is_printed else (f"doi:{one.doi}." if one.doi else one.address)
    marked = f"{journal} [Preprint]" if one.kind == "preprint" else journal
    registered = f"Identifier {one.nct}" if one.nct else ""
    return _sentence(
        *map(_ended, head), _ended(marked), _ended(_numbered(one)), _ended(registered), where
    )


STYLES: dict[str, Callable[[Reference], str]] = {"APA": apa, "ACS": acs, "NLM": nlm, "CSE": cse}


def in_every_style(one: Reference) -> dict[str, str]:
    """Return style → the reference, in the order in which they are offered."""
    return {name: write(one) for name, write in STYLES.items()}


def _apa_names(authors: tuple[Author, ...]) -> str:
    names = [_inverted(author, author.spaced()) for author in authors]
    if len(names) > _APA_MOST:
        return f"{', '.join(names[:_APA_FIRST])}, . . . {names[-1]}"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _apa_place(one: Reference) -> str:
    if not one.is_paper:
        return _publisher(one)
    volume = f"{one.volume}({one.issue})" if one.issue else one.volume
    # A number that is no range is that of an article, not a page.
    pages = f"Article {one.pages}" if one.pages and not one.last_page else _dashed(one.pages)
    place = ", ".join(part for part in (one.journal, volume, pages) if part)
    return f"{place}. Advance online publication" if one.is_ahead_of_print else place


def _inverted(author: Author, initials: str) -> str:
    return ", ".join(part for part in (author.family, initials, author.suffix) if part)


def _plain_names(one: Reference) -> str:
    return ", ".join(
        " ".join(part for part in (author.family, author.joined(), author.suffix) if part)
        for author in one.authors
    )


def _publisher(one: Reference) -> str:
    if one.kind == "trial":
        return one.publisher or "ClinicalTrials.gov"
    return one.journal or one.publisher


def _numbered(one: Reference) -> str:
    issue = f"({one.issue})" if one.issue else ""
    return ":".join(part for part in (f"{one.volume}{issue}", one.pages) if part)


def _dashed(pages: str) -> str:
    return pages.replace("-", "–")


def _ended(text: str) -> str:
    return text if not text or text[-1] in ".?!" else f"{text}."


def _sentence(*parts: str) -> str:
    return " ".join(part for part in parts if part)
