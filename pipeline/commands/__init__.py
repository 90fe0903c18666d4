"""What the commands print: nothing here decides, everything is shown."""
