"""The section 三色: villages in three colours, each with its counts and why; a village opens its households."""
