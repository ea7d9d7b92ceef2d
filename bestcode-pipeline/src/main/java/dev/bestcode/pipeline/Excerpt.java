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

    private static final String CUT = "… (";

    /// Of what a text is taken to have been; more than a payload may hold.
    private static final int UNCUT_CHARS_MAX = 16 << 20;

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
                answer.allowed(),
                name(answer.by()),
                answer.scope(),
                text(answer.reason()),
                answer.fields());
    }

    /// A text that is cut to this one.
    static String uncut(String text) {
        int mark = text.indexOf(CUT, Math.min(text.length(), TEXT_CHARS_MAX));
        if (mark != TEXT_CHARS_MAX) {
            return text;
        }
        var count = text.substring(mark + CUT.length()).replaceAll("[^0-9]", "");
        int chars = Math.clamp(Long.parseLong("0" + count), mark, UNCUT_CHARS_MAX);
        return text.substring(0, mark) + " ".repeat(chars - mark);
    }

    /// A JSON string has no half of a surrogate pair, neither cut nor given.
    private static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return new JsonString(text).value();
        }
        return new JsonString(text.substring(0, charsMax)).value()
                + CUT
                + "%,d characters in all)".formatted(text.length());
    }
}
