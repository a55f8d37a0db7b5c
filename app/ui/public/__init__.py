"""The page 公示公告: cases by step on a board, notices in a register, a new batch, proof of a notice."""
