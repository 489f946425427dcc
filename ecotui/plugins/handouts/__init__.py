"""For every department its tasks, as a folder of documents."""
