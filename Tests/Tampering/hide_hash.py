"""Takes a hash of a live signal out of the table by which the index is filled, as no act of the program would.

Usage: hide_hash.py DATABASE HASH. Prints how many rows went.
"""

import sqlite3
import sys

database = sqlite3.connect(sys.argv[1])
taken = database.execute("DELETE FROM lookups WHERE scope = ? AND value = ?", ("pdq", sys.argv[2]))
print(taken.rowcount)
database.commit()
