"""What is done to a page's article on its way to the site.

Each module is one feature: a pure function that takes its turn on the page's tree.
"""
