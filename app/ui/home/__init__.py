"""工作台: figures, the to-do list made from data, the newest batches, quick actions."""
