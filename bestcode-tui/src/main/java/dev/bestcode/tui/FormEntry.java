package dev.bestcode.tui;

import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.tool.Form;
import dev.bestcode.api.tool.FormFilling;

/// A form that the person fills in, and what is typed of its next field.
final class FormEntry {
    final MessageId question;
    final TextBuffer typed = new TextBuffer();
    FormFilling filled;

    FormEntry(MessageId question, Form form) {
        this.question = question;
        this.filled = FormFilling.of(form);
    }

    /// What stands before what is typed: the field and what it takes.
    String label(int width) {
        var line = SafeText.of(filled.next().orElseThrow().line()).replace('\n', ' ');
        return line.substring(0, SafeText.fitting(line, 0, width / 2)) + " › ";
    }
}
