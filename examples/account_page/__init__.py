"""One company's contracts over a year, on one page: the example for several contracts together."""
