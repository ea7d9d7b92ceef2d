package dev.bestcode.llm;

/// A provider's key. It never prints.
final class ApiKey {
    private final String value;

    /// @throws IllegalArgumentException when it cannot be a header's value; the message leaves it
    /// out
    ApiKey(String value) {
        this.value = value.strip();
        if (this.value.isEmpty() || !this.value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "the API key is empty or holds characters that no key has (allowed: visible"
                            + " ASCII); copy it again");
        }
    }

    /// For the header alone.
    String value() {
        return value;
    }

    /// The text with every occurrence of the key covered.
    String hiddenIn(String text) {
        return text.replace(value, "[key]");
    }

    @Override
    public String toString() {
        return "[key]";
    }
}
