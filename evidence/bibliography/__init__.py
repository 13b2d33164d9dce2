"""How a paper is cited: the parts of a reference, four styles, and the files of other programs."""
