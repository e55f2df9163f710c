"""Pages: parse, authorise, call, render. No rules."""
