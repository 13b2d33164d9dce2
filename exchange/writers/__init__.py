"""Working spreadsheets as bytes."""
