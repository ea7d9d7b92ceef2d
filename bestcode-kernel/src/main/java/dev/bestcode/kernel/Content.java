package dev.bestcode.kernel;

/// What is known of an op's content without its bytes.
record Content(ContentForm form, int length, Digest sha256) {
    static final Content NONE = new Content(ContentForm.NONE, 0, Digest.NONE);
}
