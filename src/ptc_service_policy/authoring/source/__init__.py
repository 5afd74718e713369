"""The source document beside the policy: read by the shapes of its statements, and never quoted."""
