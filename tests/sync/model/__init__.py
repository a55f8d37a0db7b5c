"""A model of the sync protocol, small enough to read in half an hour: one seed is one schedule of weeks.

Read in this order: `changes` (what travels), `counties` (what the server does with it), `laptops` (what a device
keeps and does), `lines` and `sticks` (how it travels), `deeds` and `mishaps` (what happens), `schedules` (one seed),
`oracles` (what each person typed), `invariants` (what must hold at the end), `bugs` (what must be caught).
The merge is the program's own, `app.rules.merging`; all else is written anew, so that a mistake is not made twice.
"""
