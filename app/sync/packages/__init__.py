"""What goes between a machine and the county on a stick: the same batches as on the line, signed and sealed.

`boxes` is one file (`headers` in clear, `chunks` of `frames` sealed by `seals`), `sticks` the folder it lies in,
`notes` what only packages say. The county uses these. `outgoing` and `incoming` are the machine's side and stand on
`db`. The format is described in docs/packages.md.
"""
