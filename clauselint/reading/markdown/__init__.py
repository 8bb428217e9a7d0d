"""Reading Markdown (CommonMark with tables), parsed by markdown-it-py."""
