"""What a question is: model, kinds, reading, rendering, identity, the register of ids."""
