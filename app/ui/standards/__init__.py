"""标准核查: households judged by a standard, item by item, with the reasons and the way to each field."""
