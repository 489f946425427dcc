"""What several built-in exporters share; it imports the api alone, as they do."""
