"""`python -m kb`: the writers' verbs without the rest."""

import sys

from kb.cli.main import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
