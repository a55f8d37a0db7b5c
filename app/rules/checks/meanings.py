"""Codes of `forms/codes/` whose meaning the checks know; a test holds them to the words of those lists."""

HEAD, SPOUSE = "01", "02"
HEALTHY, DISABLED = "1", "4"
WEAK, LOST, UNABLE = "3", "4", "5"
DROPPED_ILL, DROPPED_DISABLED = "01", "02"
ID_CARD, DISABILITY_CARD = "1", "2"
LIFTED_KIND = "2"
POOR_KINDS = (LIFTED_KIND, "4")
LIFTED_STATES = ("1", "4")
HELPED_CLEAR = "1"
WORKS_AWAY = "01"
RISK_ILL, RISK_DISABLED, RISK_JOB = "01", "03", "07"

RISKS = ("risk_1", "risk_2", "risk_3", "risk_4", "risk_5")
LAND = ("cultivated", "forest", "returned_forest", "orchard", "pasture", "water_area")
