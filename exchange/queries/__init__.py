"""Reading what an import has to know."""
