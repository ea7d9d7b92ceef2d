package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.ApprovalAnswer;

import java.util.Locale;
import java.util.Optional;

/// What allowed a call, or would not: the row of a dispatch table, and what was asked beside it.
/// @param profile whose table it is
/// @param rights SHA-256 of the table that the thread was frozen with
/// @param access what that table says of the call; empty where the table is not kept any more, as
/// of a called organism that has ended
/// @param program of a command; empty for any other call
/// @param question whether a person was asked
public record CallRule(
        String profile,
        Sha256 rights,
        Optional<Access> access,
        Optional<Program> program,
        Optional<Question> question) {
    /// The program that a command names.
    /// @param listed whether the table lists it
    /// @param pin SHA-256 of the only bytes of it that may start, where it has one
    public record Program(String name, boolean listed, Optional<Sha256> pin) {
        JsonObject toJson() {
            var json = JsonObject.builder().put("name", name).put("listed", listed);
            pin.ifPresent(sha256 -> json.put("sha256", sha256.hex()));
            return json.build();
        }
    }

    /// The system's question whether the call may run.
    /// @param answer empty while nobody has answered, or when it was withdrawn
    public record Question(MessageId message, Optional<ApprovalAnswer> answer) {
        JsonObject toJson() {
            var json = JsonObject.builder().put("question", message.value());
            answer.ifPresent(given -> given.toJson().members().forEach(json::put));
            return json.build();
        }
    }

    CallRule asked(Question asked) {
        return new CallRule(profile, rights, access, program, Optional.of(asked));
    }

    public JsonObject toJson() {
        var json = JsonObject.builder().put("profile", profile).put("rights", rights.hex());
        access.ifPresent(
                says -> {
                    switch (says) {
                        case Access.Allowed(var permission) ->
                                json.put("permission", permission.name().toLowerCase(Locale.ROOT));
                        case Access.NoRoute(var reason) -> json.put("no_route", reason);
                    }
                });
        program.ifPresent(named -> json.put("program", named.toJson()));
        question.ifPresent(asked -> json.put("approval", asked.toJson()));
        return json.build();
    }
}
