"""The section 台账 of the page 帮扶计划: the special ledgers, made from what the archive knows."""
