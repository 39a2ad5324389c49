"""The pages: each reads filters, asks a question, draws a chart and shows it."""
