"""What pages show: passes over the tree, forms, fragments, search, progress, style sheets."""
