"""The section 预警: what the rules warn of, handed to somebody to check or turned away with a reason."""
