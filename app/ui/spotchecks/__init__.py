"""The page 抽样核查: samples drawn for third parties, what was found at home, and their rates."""
