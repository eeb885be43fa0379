"""Measure the program in a terminal, always in pairs with a control in the same run."""
