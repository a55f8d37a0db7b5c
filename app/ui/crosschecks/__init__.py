"""The page 数据比对: a department's list held against the archive, and the doubts that came of it."""
