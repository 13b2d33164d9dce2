"""What templates may ask of a text."""
