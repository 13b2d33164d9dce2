"""The awkward files, by what is awkward about them."""
