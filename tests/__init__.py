"""The tests: sentences that mirror `app` and `db`, and the rules of the house."""
