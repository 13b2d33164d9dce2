"""How much of a file is read at most. A file beyond a limit is refused with the limit's words."""

FILE_BYTES = 10 * 1024 * 1024
UNZIPPED_BYTES = 100 * 1024 * 1024
ZIP_ENTRIES = 1_000
ROWS = 50_000
COLUMNS = 200
CELL_CHARACTERS = 32_767
MERGED_BLOCKS = 200

# The reading process: processor time, patience of the one who waits, and address space.
SECONDS = 5
PATIENCE_SECONDS = 8
MEMORY_BYTES = 100 * 1024 * 1024
OUTPUT_BYTES = 300 * 1024 * 1024
