"""`python -m composer` is `warmline`."""

from composer.cli.main import entry

if __name__ == "__main__":
    entry()
