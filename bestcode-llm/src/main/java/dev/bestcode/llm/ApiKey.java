package dev.bestcode.llm;

/// What a provider knows its user by: a key, or a bearer token. It never prints.
final class ApiKey {
    /// Shorter ones, such as `none` or `test`, are given to servers that ask for none, and are
    /// words of the sentences that they would be covered in.
    private static final int SECRET_MIN = 8;

    private final String value;
    private final String origin;

    /// @param origin where it was said, for messages
    /// @throws IllegalArgumentException when it cannot be a header's value; the message leaves it
    /// out
    ApiKey(String value, String origin) {
        this.origin = origin;
        this.value = value.strip();
        if (this.value.isEmpty() || !this.value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "the API key is empty or holds characters that no key has (allowed: visible"
                            + " ASCII); copy it again");
        }
    }

    String origin() {
        return origin;
    }

    /// For the header alone.
    String value() {
        return value;
    }

    /// The text with every occurrence of the key covered, if it is a secret.
    String hiddenIn(String text) {
        return value.length() < SECRET_MIN ? text : text.replace(value, "[key]");
    }

    @Override
    public String toString() {
        return "[key]";
    }
}
