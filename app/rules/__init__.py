"""What the papers say, as pure functions: forms, kinds, codes, numbers, places, incomes, checks. Never Qt or a database."""
