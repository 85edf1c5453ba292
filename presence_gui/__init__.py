"""Presence: a strong professional name, one small step at a time."""
