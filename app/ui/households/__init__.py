"""户档案: the list of households, by village, filtered, sorted, and what is done to many at once."""
