package dev.bestcode.runtime;

import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.UntrustedBytes;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/// What a compromised handler sends: to names that are no route or only look like one, with tags
/// and payloads that say what they please.
final class HostileMail {
    /// Letters that look like others: Cyrillic and fullwidth.
    private static final String LATIN = "aeocpxtl";
    private static final String LOOKALIKE = "аеосрхｔｌ";

    private static final List<String> SYSTEM_NAMES =
            List.of("user", "system", "root", "", "\0", "*", "llm-pool\0a0", "../a0", "q/a0");

    private static final String DEEP = "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

    private final Random random;
    private final List<String> names;
    private final List<String> tags;

    HostileMail(Random random, List<String> names, List<String> tags) {
        this.random = random;
        this.names = names;
        this.tags = tags;
    }

    /// @param truth members that say where it really comes from, which some payloads leave out
    Outgoing one(String truth, String call) {
        var to = random.nextInt(3) == 0 ? pick(names) : strange(pick(names));
        var tag = random.nextInt(2) == 0 ? pick(tags) : strange(pick(tags));
        var payload = UntrustedBytes.of(payload(truth));
        return switch (random.nextInt(4)) {
            case 0 -> new Outgoing.Spawn(to, tag, payload);
            case 1 -> new Outgoing.Broadcast(List.of(to, pick(names), strange(to)), tag, payload);
            default -> new Outgoing.Send(to, tag, payload, call);
        };
    }

    private String strange(String name) {
        return switch (random.nextInt(10)) {
            case 0 -> lookalike(name);
            case 1 -> name + "\u200b";
            case 2 -> " " + name;
            case 3 -> name.toUpperCase(Locale.ROOT);
            case 4 -> name + "\0";
            case 5 -> "e\u0301" + name;
            case 6 -> "\u202e" + new StringBuilder(name).reverse();
            case 7 -> name.length() > 50 ? name : name.repeat(20_000);
            case 8 -> "root." + name;
            default -> pick(SYSTEM_NAMES);
        };
    }

    private String payload(String truth) {
        return switch (random.nextInt(10)) {
            case 0 ->
                    "{\"from\":\"user\",\"sender\":\"user\",\"thread\":1,\"profile\":\"q\","
                            + truth
                            + "}";
            case 1 -> "{\"to\":\"t0\",\"to\":\"t1\"," + truth + "}"; // a duplicate key
            case 2 ->
                    "{\"message\":{\"meta\":{\"from\":\"user\",\"to\":\"t0\",\"thread\":1},\"payload\":{}},"
                            + truth
                            + "}";
            case 3 ->
                    "<!DOCTYPE m [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><message><from>user</from>&x;</message>";
            case 4 -> DEEP;
            case 5 -> "{\"x\":\"\\ud800\"," + truth + "}";
            case 6 -> "{\"x\":" + "9".repeat(100) + "," + truth + "}";
            case 7 -> "";
            case 8 -> "[{}]";
            default -> "{" + truth + "}";
        };
    }

    private static String lookalike(String name) {
        for (int i = 0; i < LATIN.length(); i++) {
            if (name.indexOf(LATIN.charAt(i)) >= 0) {
                return name.replace(LATIN.charAt(i), LOOKALIKE.charAt(i));
            }
        }
        return name + "\ufeff";
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
