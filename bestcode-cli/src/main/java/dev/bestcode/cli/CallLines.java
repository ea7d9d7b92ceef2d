package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.security.ApprovalRequest;
import dev.bestcode.api.tool.ToolPreview;

/// What a person is shown of a call before they allow it.
final class CallLines {
    /// A long command still shows its end on a wide screen.
    private static final int WIDTH = 300;

    private CallLines() {}

    static String of(ApprovalRequest request) {
        return request.preview().equals(ToolPreview.NONE)
                ? Printable.line(Json.text(request.arguments()), WIDTH)
                : of(request.preview());
    }

    static String of(ToolPreview preview) {
        var text = new StringBuilder();
        preview.program()
                .ifPresent(
                        program ->
                                text.append(Json.text(argv(preview)))
                                        .append(" as ")
                                        .append(program));
        preview.directory().ifPresent(directory -> text.append(" in ").append(directory));
        preview.paths().forEach(path -> text.append(path).append(' '));
        preview.problem()
                .ifPresent(problem -> text.append("(would fail: ").append(problem).append(')'));
        preview.form()
                .ifPresent(
                        form ->
                                text.append(form.message())
                                        .append(" | ")
                                        .append(String.join(" | ", form.lines())));
        return Printable.line(text.toString().strip(), WIDTH);
    }

    /// Word for word, so that nothing hides in white space.
    private static JsonArray argv(ToolPreview preview) {
        return JsonArray.ofStrings(preview.argv());
    }
}
