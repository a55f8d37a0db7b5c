"""The search box of the top bar and the list that drops down from it."""
