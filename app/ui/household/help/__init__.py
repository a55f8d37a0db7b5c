"""The cards of help on a household's page: the plan, who helps, visits, yearly results."""
