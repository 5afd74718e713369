"""``python -m ptc_service_policy``: the command line where its script is not on the path."""

from ptc_service_policy.cli import main

if __name__ == "__main__":
    main()
