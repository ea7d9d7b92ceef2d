package dev.bestcode.security;

import java.io.InputStream;
import java.util.List;

/// What of a child is open while it runs.
/// @param ofTheChild what is given back when it has ended
record RunningChild(
        ChildTree tree, InputStream output, InputStream errors, Guard guard, Resources ofTheChild) {
    int pid() {
        return (int) tree.started().pid();
    }

    /// Give back what the child had, once all of it has ended.
    /// @return what it did to protected places and was undone
    List<String> cleanUp() {
        var findings = guard.undo();
        ofTheChild.close();
        return findings;
    }
}
