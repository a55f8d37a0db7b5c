"""What a judgement says on screen: its items with their reasons; for the page 标准核查 and for a household's card."""
