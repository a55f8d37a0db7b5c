"""What the papers say, as pure functions: forms, kinds, codes, places, incomes, checks. Never Qt or a database."""
