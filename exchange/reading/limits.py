"""How much of a file is read at most. A file beyond a limit is refused with the limit's words."""

FILE_BYTES = 10 * 1024 * 1024
UNZIPPED_BYTES = 100 * 1024 * 1024
ZIP_ENTRIES = 1_000
ROWS = 50_000
COLUMNS = 200
CELL_CHARACTERS = 32_767
MERGED_BLOCKS = 5_000
# Distinct texts of a workbook, and filled cells of the sheet that is read.
TEXTS = 500_000
CELLS = 3_000_000
SAID_BYTES = 64 * 1024 * 1024

# The reading process: processor time, patience of the one who waits, and address space.
SECONDS = 4
PATIENCE_SECONDS = 8
MEMORY_BYTES = 100 * 1024 * 1024
OUTPUT_BYTES = 80 * 1024 * 1024

# How XLSX writes a yes.
YES = ("1", "true", "on")
