package dev.bestcode.cli;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.runtime.RunChanges;
import dev.bestcode.tools.WorkspacePast;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What was said in a run, by its task-giver, its model and its tools, and what its calls changed.
/// @param said in order
/// @param changes in order
record RunWords(RunId run, List<Said> said, List<WorkspacePast.Entry> changes) {
    /// Providers give a call another id each time.
    private static final Pattern CALL_ID = Pattern.compile("\"(id|tool_use_id)\":\"[^\"]*\"");

    /// One page.
    /// @param number of the page; messages have theirs from the same order
    /// @param what is compared: without what differs between any two runs
    record Said(long number, String tag, String what) {
        boolean isSame(Said other) {
            return tag.equals(other.tag) && what.equals(other.what);
        }
    }

    RunWords {
        said = List.copyOf(said);
        changes = List.copyOf(changes);
    }

    /// @throws IllegalArgumentException when there is no such run
    /// @throws IOException when its past cannot be read
    static RunWords of(KernelState state, Function<Sha256, Optional<Bytes>> content, RunId run)
            throws IOException {
        return new RunWords(run, said(state, run), RunChanges.of(state, content, run));
    }

    private static List<Said> said(KernelState state, RunId run) {
        var thread =
                state.threads()
                        .ofRun(run)
                        .orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
        return state.contexts().segments(thread.id()).stream()
                .filter(page -> isSaid(page.tag()))
                .map(
                        page ->
                                new Said(
                                        page.id().value(),
                                        page.tag(),
                                        CALL_ID.matcher(
                                                        state.contexts()
                                                                .content(page.id())
                                                                .map(Bytes::utf8)
                                                                .orElse(""))
                                                .replaceAll("\"$1\":\"\"")))
                .toList();
    }

    private static boolean isSaid(String tag) {
        return switch (tag) {
            case ContextTags.USER, ContextTags.ASSISTANT, ContextTags.TOOL_RESULT -> true;
            default -> false;
        };
    }

    /// How many of the first pages both have.
    int shares(RunWords other) {
        int same = 0;
        while (same < Math.min(said.size(), other.said.size())
                && said.get(same).isSame(other.said.get(same))) {
            same++;
        }
        return same;
    }

    /// What changed files since so many pages were said.
    List<WorkspacePast.Change> changedSince(int pages) {
        if (pages >= said.size()) {
            return List.of();
        }
        long from = said.get(pages).number();
        return changes.stream()
                .filter(entry -> entry.to() >= from)
                .flatMap(entry -> entry.changes().stream())
                .toList();
    }
}
