"""Schedules played on the real thing: encrypted archives, the county's service in this process, a real PostgreSQL.

One seed is one schedule: some forty things that people, lines and disks do, then all heals and I1–I14 are judged
(`judges`) against what was typed (`worlds.Oracle`) and what the county's log says. `python -m tests.sync.campaign`.
"""
