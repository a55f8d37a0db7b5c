"""The archive: what must hold whatever happens to disk, power, file and key."""
