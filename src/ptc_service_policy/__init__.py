"""PTC's service-management offerings as policy data, and exact, explained answers from it."""
