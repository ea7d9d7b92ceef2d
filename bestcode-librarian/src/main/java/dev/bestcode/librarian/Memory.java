package dev.bestcode.librarian;

/// How an exchange is remembered once it is folded.
@FunctionalInterface
interface Memory {
    /// From structure alone.
    static Memory structural(Lexicon lexicon) {
        return exchange -> Summary.of(exchange, lexicon.gists(exchange), "");
    }

    /// One line of at most [Summary#CHARS_MAX] characters that names the exchange. Never waits.
    String line(Exchange exchange);
}
