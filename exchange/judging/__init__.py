"""What a read sheet means: headers, cells, rows, and what each row would change. Nothing is
written here, and nothing is asked of the database: what is known comes in as loaded objects."""
