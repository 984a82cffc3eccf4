"""Makes a database look as if a newer program had written it. Usage: newer_schema.py DATABASE"""

import sqlite3
import sys

database = sqlite3.connect(sys.argv[1])
database.execute("UPDATE schema_version SET version = 100000")
database.commit()
