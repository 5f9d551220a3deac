"""Paper: pages made from records, laid out once, and put on a printer, in a PDF or in the preview alike."""
