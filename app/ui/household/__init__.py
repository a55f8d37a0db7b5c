"""The page of one household: everything known of it, every field where it can be mended."""
