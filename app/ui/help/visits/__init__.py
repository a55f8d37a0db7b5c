"""The section 走访: who is to be visited, what was written down, how far leaders came round."""
