"""One page or verb a file."""
