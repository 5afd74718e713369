"""Pure questions to a loaded policy, alone or applied to a contract."""
