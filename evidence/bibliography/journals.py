"""Short titles of journals, as PubMed prints them and as the ACS prints them.

A short title that came with the citation counts. Otherwise the words of the title are shortened
as the list of title word abbreviations (ISO 4) has them, for the words that journals of our
field use; a word that is not listed stays whole, and so does a title of one word.
"""

_SHORT = {
    "advances": "Adv", "american": "Am", "annals": "Ann", "annual": "Annu", "applied": "Appl",
    "archives": "Arch", "biochemical": "Biochem", "biochemistry": "Biochem",
    "bioengineering": "Bioeng", "biological": "Biol", "biology": "Biol", "biomedical": "Biomed",
    "biophysical": "Biophys", "british": "Br", "cellular": "Cell", "chemistry": "Chem",
    "chinese": "Chin", "clinical": "Clin", "communications": "Commun", "cytotherapy": "Cytother",
    "delivery": "Deliv", "development": "Dev", "developmental": "Dev", "disease": "Dis",
    "diseases": "Dis", "european": "Eur", "experimental": "Exp", "extracellular": "Extracell",
    "genetics": "Genet", "haematology": "Haematol", "hematology": "Hematol", "human": "Hum",
    "immunology": "Immunol", "international": "Int", "investigation": "Invest", "journal": "J",
    "letters": "Lett", "management": "Manag", "materials": "Mater", "medical": "Med",
    "medicine": "Med", "molecular": "Mol", "national": "Natl", "nature": "Nat",
    "oncology": "Oncol", "orthopaedic": "Orthop", "pathology": "Pathol",
    "pharmaceutical": "Pharm", "pharmacology": "Pharmacol", "physiology": "Physiol",
    "proceedings": "Proc", "radiation": "Radiat", "reports": "Rep", "research": "Res",
    "review": "Rev", "reviews": "Rev", "science": "Sci", "sciences": "Sci",
    "scientific": "Sci", "signaling": "Signal", "society": "Soc", "surgery": "Surg",
    "theranostics": "Theranostics", "therapeutics": "Ther", "therapy": "Ther",
    "toxicology": "Toxicol", "translational": "Transl", "united": "U", "university": "Univ",
}  # fmt: skip
_LEFT_OUT = frozenset({"a", "an", "and", "&", "for", "from", "in", "of", "on", "the", "to"})


def short_title(title: str, given: str = "") -> str:
    """Return the short title without dots: “Int J Biol Sci”."""
    if given:
        return given.replace(".", "").strip()
    words = [word for word in title.replace(":", " ").split() if word.lower() not in _LEFT_OUT]
    if len(words) < 2:
        return title
    return " ".join(_SHORT.get(word.lower(), word) for word in words)


def dotted_title(title: str, given: str = "") -> str:
    """Return the short title with a dot after each shortened word: “Int. J. Biol. Sci.”."""
    if "." in given:
        return given
    whole = set(title.replace(":", " ").split())
    name, bracket, place = short_title(title, given).partition(" (")
    dotted = (word if word in whole else f"{word}." for word in name.split())
    return " ".join(dotted) + bracket + place
