"""`python -m kb`: the writers' verbs without the rest."""

import sys

from kb.cli.main import run
from kb.streams import end_output, prepare_streams

if __name__ == "__main__":
    prepare_streams()
    sys.exit(end_output(run(sys.argv[1:])))
