"""Reading what reference managers write: RIS, NBIB, ENW, BibTeX, EndNote XML, CSL-JSON."""
