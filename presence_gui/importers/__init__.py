"""Read the facts in an official data export; offline, and without unpacking anything to disk."""
