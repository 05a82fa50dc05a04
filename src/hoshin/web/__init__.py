"""The web face: server-rendered pages with HTMX. Reads a request, calls one service or selector, renders."""
