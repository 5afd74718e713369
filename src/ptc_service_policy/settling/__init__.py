"""Which value of a rule answers for an offering, a contract and a case, how firmly, and on what grounds."""
