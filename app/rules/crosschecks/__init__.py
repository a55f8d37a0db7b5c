"""Cross-checks (数据比对): what another department's list says of people, held against what the archive says."""
