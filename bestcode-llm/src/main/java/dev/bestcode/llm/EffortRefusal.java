package dev.bestcode.llm;

import dev.bestcode.api.llm.LlmRequest;

import java.util.regex.Pattern;

/// Tells that a model may not think as hard as it was asked to, and how to ask otherwise.
final class EffortRefusal {
    private static final Pattern SAID =
            Pattern.compile("effort|thinking|reasoning", Pattern.CASE_INSENSITIVE);

    private EffortRefusal() {}

    /// @param reason why the request failed
    static String explained(LlmRequest request, String reason) {
        return request.effort()
                .filter(_ -> SAID.matcher(reason).find())
                .map(
                        effort ->
                                "%s; it was asked with effort '%s': say another or none (the setting effort, or the agent's in the organism file)"
                                        .formatted(reason, effort.word()))
                .orElse(reason);
    }
}
