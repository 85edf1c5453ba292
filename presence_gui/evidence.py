"""Turn facts from an export into answers, by the checklists' own rules."""
