"""One file for each feature that changes a page's tree."""
