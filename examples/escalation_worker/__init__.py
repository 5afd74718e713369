"""A worker that escalates requests before their response is overdue: the example for background jobs."""
