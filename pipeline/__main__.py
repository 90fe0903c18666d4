"""``python -m pipeline`` is ``diembao``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
