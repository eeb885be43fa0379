"""What the app keeps on disk for a person: recent accounts and what was last seen."""
