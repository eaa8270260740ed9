"""One file for each command: its arguments and what it does; ``cli`` holds the table of them."""
