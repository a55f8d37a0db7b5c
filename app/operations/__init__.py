"""One function for each thing a person can do. Takes the open `Office`, returns frozen dataclasses; never Qt."""
