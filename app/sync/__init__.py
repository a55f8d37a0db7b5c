"""How this machine and the county agree: the wire, the outbox, what is received, one round of both.

Stands on `db` and the rules; knows no screen and no server. `wire` is shared with the county and knows neither.
"""
