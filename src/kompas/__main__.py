"""`python -m kompas`: the same as the `kompas` command."""

from kompas.cli import main

if __name__ == "__main__":
    main()
