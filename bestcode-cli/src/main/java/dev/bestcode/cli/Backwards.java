package dev.bestcode.cli;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.Rewound;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Goes back in runs for a face, and remembers which rewind a run came of, so that going forward
/// from it undoes that one. Used by one thread at a time.
final class Backwards {
    /// Changes shown of a rewind; 'bestcode runs show' has them all.
    private static final int LINES_MAX = 20;

    /// Rewinds that can be undone from where they led; a person makes fewer.
    private static final int REWINDS_MAX = 1_000;

    /// @param run that goes on
    /// @param lines what was done, safe for a terminal
    record Gone(RunId run, List<String> lines) {}

    private final BestCode os;
    private final Map<RunId, RunId> rewound = new LinkedHashMap<>();

    Backwards(BestCode os) {
        this.os = os;
    }

    /// Undo the last task, or all since a message.
    /// @param message its number; empty text for the last task
    /// @throws IllegalArgumentException when there is no such message
    Gone rewind(RunId from, String message) throws IOException, InterruptedException {
        var done = os.rewind(from, number(message));
        done.fork().ifPresent(fork -> remember(fork, from));
        return gone(done, done.fork().orElse(from));
    }

    private void remember(RunId fork, RunId from) {
        rewound.put(fork, from);
        if (rewound.size() > REWINDS_MAX) {
            rewound.remove(rewound.keySet().iterator().next());
        }
    }

    /// Undo the newest rewind of the run, or the one that it came of.
    Gone forward(RunId run) throws IOException, InterruptedException {
        var from = rewound.getOrDefault(run, run);
        return gone(os.forward(from), from);
    }

    /// Another run with what was said, all of it or before a message.
    /// @param message its number; empty text for all
    /// @throws IllegalArgumentException when there is no such message
    Gone fork(RunId from, String message) throws IOException {
        var fork = os.fork(from, number(message));
        return new Gone(fork, List.of(goesOn(fork)));
    }

    private static OptionalLong number(String message) {
        if (!message.isBlank() && !message.strip().matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "say the number of a message; 'bestcode runs show RUN' lists them");
        }
        return message.isBlank()
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(message.strip()));
    }

    private static Gone gone(Rewound done, RunId next) {
        var lines = new ArrayList<String>();
        done.changes().stream()
                .limit(LINES_MAX)
                .forEach(change -> lines.add(ChangesText.line(change)));
        if (done.changes().size() > LINES_MAX) {
            lines.add("and %,d more".formatted(done.changes().size() - LINES_MAX));
        }
        done.problems().forEach(problem -> lines.add("! not done: " + Printable.of(problem)));
        lines.add(goesOn(next));
        return new Gone(next, lines);
    }

    private static String goesOn(RunId run) {
        return "run %s goes on from there".formatted(run);
    }
}
