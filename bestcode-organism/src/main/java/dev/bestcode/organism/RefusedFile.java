package dev.bestcode.organism;

/// Why a file that an organism names is not read. The message goes on after the file's name.
final class RefusedFile extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedFile(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
