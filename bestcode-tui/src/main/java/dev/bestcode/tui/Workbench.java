package dev.bestcode.tui;

import java.io.IOException;
import java.util.List;

/// The organism file under edit, as far as the Control Room need know. Safe from any thread.
public interface Workbench {
    /// Where it lies, for people.
    String name();

    /// The file as it is now; a new one begins with what this says.
    String read() throws IOException;

    /// @return what is wrong with a text, a line each, beginning with its line number; empty when
    ///     it may be used
    List<String> problems(String text);

    /// Write it; the running system keeps the rights that it has.
    void save(String text) throws IOException;

    /// The keys that begin with what is typed.
    List<String> completions(String typed);

    /// What a key means; empty text for what is none.
    String hover(String key);
}
