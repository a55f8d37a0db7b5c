"""Public notices: drafted from a case, approved, posted (and frozen), objected to, ended, taken down, corrected.

`contents` makes what a notice says; `printing` is the only way out, and passes the gate; `signing` proves one genuine.
`wordings` is how a place words a kind. `stored` is the only page that knows the tables.
"""
