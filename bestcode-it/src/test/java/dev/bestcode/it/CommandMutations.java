package dev.bestcode.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes command lines of others: quotes, shortened options, wrappers, white space, other scripts,
/// operators, odd paths, and arguments of one line in another.
final class CommandMutations {
    private static final int MUTATIONS_MAX = 4;
    private static final int LENGTH_MAX = 4_000;

    private static final List<String> SPACES =
            List.of("\t", "  ", "\u00a0", "\u2003", "\n", "\r", "\u200b ", " \u2060", "\\\n", "\f");
    private static final List<String> WRAPPERS =
            List.of(
                    "env ",
                    "sudo ",
                    "nohup ",
                    "timeout 5 ",
                    "xargs ",
                    "nice -n 5 ",
                    "time ",
                    "command ",
                    "exec ",
                    "eval ",
                    "setsid ",
                    "stdbuf -o0 ",
                    "env -S ",
                    "bash -c ",
                    "A=1 ",
                    "PATH=. ",
                    "busybox ",
                    "/usr/bin/",
                    "./",
                    "\\");
    private static final List<String> TAILS =
            List.of(
                    " && touch @C@",
                    "; touch @C@",
                    "\ntouch @C@",
                    " | tee @C@",
                    " > @C@",
                    " >| @C@",
                    " & touch @C@",
                    " $(touch @C@)",
                    " `touch @C@`",
                    " <(touch @C@)",
                    " #",
                    " @C@",
                    " --output=@C@",
                    " -o @C@",
                    " -exec touch @C@ ;",
                    " --",
                    " -",
                    " @@C@",
                    " *");
    private static final List<String> PATHS =
            List.of(
                    "./",
                    "../",
                    "//",
                    "/./",
                    "/proc/self/root/",
                    "link/",
                    "sub/../",
                    "~/",
                    "$HOME/");
    private static final String LIKE_LATIN = "аеорсухіѕ";
    private static final String LATIN = "aeopcyxis";

    private final Random random;
    private final List<String> seeds;

    CommandMutations(List<String> seeds, Random random) {
        this.seeds = List.copyOf(seeds);
        this.random = random;
    }

    String next() {
        var line = one(seeds);
        int count = 1 + random.nextInt(MUTATIONS_MAX);
        for (int i = 0; i < count; i++) {
            line = mutated(line);
        }
        return line.length() > LENGTH_MAX ? line.substring(0, LENGTH_MAX) : line;
    }

    private String mutated(String line) {
        return switch (random.nextInt(12)) {
            case 0 -> one(WRAPPERS) + line;
            case 1 -> line + one(TAILS);
            case 2 -> at(line, ' ', one(SPACES));
            case 3 -> word(line, word -> "'" + word + "'");
            case 4 -> word(line, word -> '"' + word + '"');
            case 5 -> word(line, this::split);
            case 6 -> word(line, this::shortened);
            case 7 -> word(line, word -> one(PATHS) + word);
            case 8 -> at(line, '=', " ");
            case 9 -> at(line, ' ', "");
            case 10 -> inserted(line, one(List.of(one(seeds).split(" ", -1))));
            default -> word(line, this::inAnotherScript);
        };
    }

    private interface Change {
        String of(String word);
    }

    private String word(String line, Change change) {
        var words = new ArrayList<>(List.of(line.split(" ", -1)));
        int index = random.nextInt(words.size());
        words.set(index, change.of(words.get(index)));
        return String.join(" ", words);
    }

    private String inserted(String line, String word) {
        var words = new ArrayList<>(List.of(line.split(" ", -1)));
        words.add(random.nextInt(words.size() + 1), word);
        return String.join(" ", words);
    }

    /// Put something in place of one of a character.
    private String at(String line, char character, String replacement) {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == character) {
                places.add(i);
            }
        }
        if (places.isEmpty()) {
            return line + replacement;
        }
        int place = one(places);
        return line.substring(0, place) + replacement + line.substring(place + 1);
    }

    private String split(String word) {
        if (word.isEmpty()) {
            return "''";
        }
        int place = random.nextInt(word.length());
        var between = one(List.of("''", "\"\"", "\\", "$''", "${IFS}", "\u200d"));
        return word.substring(0, place) + between + word.substring(place);
    }

    /// As programs do that take a prefix of an option for it.
    private String shortened(String word) {
        int end = word.indexOf('=') < 0 ? word.length() : word.indexOf('=');
        return word.startsWith("--") && end > 4
                ? word.substring(0, 3 + random.nextInt(end - 3)) + word.substring(end)
                : "-" + word;
    }

    private String inAnotherScript(String word) {
        if (word.isEmpty()) {
            return "\u202e";
        }
        int place = random.nextInt(word.length());
        int like = LATIN.indexOf(word.charAt(place));
        return like < 0
                ? word.substring(0, place) + "\u0301" + word.substring(place)
                : word.substring(0, place) + LIKE_LATIN.charAt(like) + word.substring(place + 1);
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
