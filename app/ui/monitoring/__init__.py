"""The page 监测预警: what the rules warn of, the clues until they are checked, the villages in three colours."""
