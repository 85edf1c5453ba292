"""Keep the profile on disk, whole or not at all; ``profile_file`` is the door."""
