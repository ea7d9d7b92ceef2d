package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.security.ApprovalAnswer;

/// Cuts what somebody else wrote before it goes into a message, the journal or a model's context: a
/// model can send a name of ten megabytes, and an exception can say as much.
final class Excerpt {
    /// As long as a payload's tag may be; listeners' names are shorter.
    static final int NAME_CHARS_MAX = 128;

    /// Room for a few sentences and a list of names, a small part of any model's window.
    static final int TEXT_CHARS_MAX = 2_000;

    private Excerpt() {}

    static String name(String name) {
        return cut(name, NAME_CHARS_MAX);
    }

    static String text(String text) {
        return cut(text, TEXT_CHARS_MAX);
    }

    static Failure of(Failure failure) {
        return new Failure(failure.kind(), text(failure.message()));
    }

    static ApprovalAnswer of(ApprovalAnswer answer) {
        return new ApprovalAnswer(
                answer.allowed(), name(answer.by()), answer.scope(), text(answer.reason()));
    }

    /// A JSON string has no half of a surrogate pair, neither cut nor given.
    private static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return new JsonString(text).value();
        }
        return new JsonString(text.substring(0, charsMax)).value()
                + "… (%,d characters in all)".formatted(text.length());
    }
}
