package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.Limit;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/// What of a child is open while it runs.
/// @param ofTheChild what is given back when it has ended
record RunningChild(
        ChildTree tree,
        OutputStream input,
        InputStream output,
        InputStream errors,
        Guard guard,
        Resources ofTheChild) {
    int pid() {
        return (int) tree.started().pid();
    }

    Set<Limit> limitsReached() {
        return tree.group().map(group -> Set.copyOf(group.reached())).orElse(Set.of());
    }

    /// Once all of it has ended, look at protected places.
    /// @return what it did to them and was undone
    List<String> undo() {
        var findings = guard.undo();
        guard.release();
        return findings;
    }

    /// Give back what the child had.
    void giveBack() {
        ofTheChild.close();
    }
}
