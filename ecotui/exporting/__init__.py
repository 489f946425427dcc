"""The host's side of exporting: specs, discovery of plugins, safe writing, and the run itself."""
