"""All that touches a terminal, or a private part of Textual."""
