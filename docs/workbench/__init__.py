"""What the owner edits the policy with, in the browser."""
