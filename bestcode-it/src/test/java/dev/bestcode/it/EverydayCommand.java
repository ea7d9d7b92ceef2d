package dev.bestcode.it;

import java.util.List;
import java.util.Optional;

/// A line that developers have an agent run on an ordinary day, with what there is to say of it.
/// @param seconds that it may take
/// @param offline whether it asks a server when there is one
/// @param differs why it ends otherwise inside the walls than at a bare shell
record EverydayCommand(String line, int seconds, boolean offline, Optional<String> differs) {
    private static final int SECONDS_DEFAULT = 150;
    private static final String WHY = " : ";

    static List<EverydayCommand> all() {
        var notes = CommandsBench.lines("everyday-notes.txt");
        return CommandsBench.lines("everyday.txt").stream().map(line -> of(line, notes)).toList();
    }

    private static EverydayCommand of(String line, List<String> notes) {
        int seconds = SECONDS_DEFAULT;
        boolean offline = false;
        var differs = Optional.<String>empty();
        for (var note : notes) {
            var words = note.split(" ", 3);
            switch (words[0]) {
                case "offline" -> offline |= line.startsWith(note.substring("offline ".length()));
                case "seconds" ->
                        seconds = line.startsWith(words[2]) ? Integer.parseInt(words[1]) : seconds;
                case "differs" -> {
                    int why = note.indexOf(WHY);
                    if (line.startsWith(note.substring("differs ".length(), why))) {
                        differs = Optional.of(note.substring(why + WHY.length()));
                    }
                }
                default -> throw new IllegalArgumentException("no such note: " + note);
            }
        }
        return new EverydayCommand(line, seconds, offline, differs);
    }

    String program() {
        return line.split(" ", 2)[0];
    }
}
