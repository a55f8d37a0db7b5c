"""Samples for third-party checks: drawn from a seed, checked at home, and what their rates are."""
