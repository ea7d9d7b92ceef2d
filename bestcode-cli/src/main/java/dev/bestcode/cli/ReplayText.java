package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.kernel.LoggedOpJson;
import dev.bestcode.runtime.ReplayResult;

import java.util.Optional;

/// What came of a replay, for people and programs.
final class ReplayText {
    /// Of each side, around the first difference.
    private static final int SHOWN_CHARS = 300;

    private static final int BEFORE_CHARS = 60;

    private ReplayText() {}

    static String of(ReplayResult result) {
        return switch (result) {
            case ReplayResult.Same same ->
                    "run %s is the same: %,d transactions, %,d ops made again, %,d taken as they are%nstate %s"
                            .formatted(
                                    same.run(),
                                    same.transactions(),
                                    same.derived(),
                                    same.given(),
                                    same.stateHash());
            case ReplayResult.Diverged at -> diverged(at);
            case ReplayResult.Refused(var run, var why) ->
                    "run %s cannot be replayed: %s".formatted(run, why);
        };
    }

    private static String diverged(ReplayResult.Diverged at) {
        var logged = shown(at.logged());
        var made = shown(at.made());
        int from = Math.max(0, differs(logged, made) - BEFORE_CHARS);
        var text =
                "run %s goes otherwise from LSN %d on, op %d of the run in it%n  %s%n  logged  %s%n  made    %s"
                        .formatted(
                                at.run(),
                                at.lsn(),
                                at.place(),
                                kind(at),
                                part(logged, from),
                                part(made, from));
        return at.why().isEmpty() ? text : text + "\n  " + at.why();
    }

    private static String kind(ReplayResult.Diverged at) {
        return at.logged()
                .or(at::made)
                .map(LoggedOpJson::of)
                .map(json -> json.requireString("op"))
                .orElse("state");
    }

    private static String shown(Optional<KernelOp> op) {
        return op.map(LoggedOpJson::of).map(Json::text).orElse("nothing");
    }

    private static int differs(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private static String part(String text, int from) {
        int begin = Math.min(from, text.length());
        int end = Math.min(text.length(), begin + SHOWN_CHARS);
        return (begin > 0 ? "…" : "")
                + text.substring(begin, end)
                + (end < text.length() ? "…" : "");
    }

    static JsonObject json(ReplayResult result) {
        var json = JsonObject.builder().put("run", result.run().value());
        switch (result) {
            case ReplayResult.Same(_, var hash, long transactions, long derived, long given) ->
                    json.put("result", "same")
                            .put("state_sha256", hash.hex())
                            .put("transactions", transactions)
                            .put("made_again", derived)
                            .put("taken_as_is", given);
            case ReplayResult.Diverged at -> {
                json.put("result", "diverged").put("lsn", at.lsn()).put("op", at.place());
                at.logged().ifPresent(op -> json.put("logged", LoggedOpJson.of(op)));
                at.made().ifPresent(op -> json.put("made", LoggedOpJson.of(op)));
                json.put("why", at.why());
            }
            case ReplayResult.Refused(_, var why) -> json.put("result", "refused").put("why", why);
        }
        return json.build();
    }
}
