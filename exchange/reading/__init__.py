"""Reading spreadsheet files of strangers: in a process of its own, with limits on everything."""
