"""计划: every household's plan of a year, its steps, and what is arranged for many at once."""
