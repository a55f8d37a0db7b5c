"""The section 整改: problems found, with owner and deadline, until they are closed."""
