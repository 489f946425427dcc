"""What every exporter and importer has to keep, as checks that need nothing but ecotui itself.

`ecotui.testing` makes tests of them, ``plugins check`` runs them over what is installed.
"""
