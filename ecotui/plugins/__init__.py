"""The built-in exporters and importers: plugins that import nothing of ecotui but its `api`."""
