"""结对: who helps which household, how much each cadre carries, and where the helpers come from."""
