"""One file for each verb: its arguments and what it does; ``cli`` holds the table of them."""
