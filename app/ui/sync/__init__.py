"""The page 同步, the sign in the top bar, and the courier that goes to the county and back."""
