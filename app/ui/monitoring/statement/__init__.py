"""The section 动态调整: the yearly statement of changes, which balances."""
