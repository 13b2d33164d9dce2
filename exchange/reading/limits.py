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

# The reading process: address space, and processor time, of which a small file that unfolds into a
# big one gets little, and a big one of many rows enough.
SECONDS = 2
SECONDS_PER_MEBIBYTE = 1.2
# How often as long somebody waits for it, where others work on the machine too.
PATIENCE = 3
MEMORY_BYTES = 100 * 1024 * 1024
OUTPUT_BYTES = 80 * 1024 * 1024

# How XLSX writes a yes.
YES = ("1", "true", "on")


def seconds_for(size: int) -> int:
    """Return how much processor time a file of so many bytes gets."""
    return SECONDS + round(SECONDS_PER_MEBIBYTE * size / 1024**2)
