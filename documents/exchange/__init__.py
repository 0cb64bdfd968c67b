"""The package by which an issued paper goes to other agencies: its files and the metadata of the decree. Pure."""
