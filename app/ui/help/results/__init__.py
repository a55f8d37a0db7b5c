"""年度结果: made for a year, listed, two years of a household side by side, corrected."""
