"""户档: household archives, help plans and public notices of a township office."""

__version__ = "0.1.0"
