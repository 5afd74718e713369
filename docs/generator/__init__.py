"""The generator of the documentation site: policy files in, plain Markdown out, one folder a language."""
