package dev.bestcode.pipeline;

/// The log does not have what a replay needs.
final class OutsideException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutsideException(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
