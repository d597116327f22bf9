"""What can be said of strings: links, wording, quotes, quantities, sentences, tokens. Plain Python."""
