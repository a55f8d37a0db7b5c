"""核查: checks opened and followed, sheets entered, what differs applied or refused."""
