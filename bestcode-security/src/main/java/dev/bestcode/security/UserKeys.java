package dev.bestcode.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keys of model providers in the user's configuration: a file of lines `NAME=value` that nobody
/// else may read. Names are those of environment variables, which win over it. The values are given
/// to the clients that need them and to no child process.
public final class UserKeys {
    private static final String FILE = "keys";

    private final UserFile file;

    private UserKeys(UserFile file) {
        this.file = file;
    }

    /// @param environment read for `XDG_CONFIG_HOME` and `HOME`
    public static UserKeys of(Map<String, String> environment) {
        return new UserKeys(new UserFile(UserDirectory.of(environment), FILE));
    }

    public Path path() {
        return file.path();
    }

    /// The keys by name, in the order of the file; none when there is no file.
    /// @throws IOException when it cannot be read, others may read it, or a line is none of ours;
    ///     no message holds a value
    public Map<String, String> read() throws IOException {
        requirePrivate();
        return parse(file.lines());
    }

    /// The environment with the keys that it does not have itself, for a system with tools.
    /// @param workspace whose tools are going to read files
    /// @throws IOException as [#read()], and when there are keys that those tools could read
    public Map<String, String> completing(Map<String, String> environment, Path workspace)
            throws IOException {
        var keys = read();
        var problem = UserDirectory.problem(file.path().resolveSibling(""), workspace);
        if (!keys.isEmpty() && problem.isPresent()) {
            throw new IOException(problem.get());
        }
        return completed(environment, keys);
    }

    /// The environment with the keys that it does not have itself, where no tool is started.
    /// @throws IOException as [#read()]
    public Map<String, String> completing(Map<String, String> environment) throws IOException {
        return completed(environment, read());
    }

    private static Map<String, String> completed(
            Map<String, String> environment, Map<String, String> keys) {
        var completed = new LinkedHashMap<>(keys);
        environment.forEach(
                (name, value) -> {
                    if (!value.isBlank() || !completed.containsKey(name)) {
                        completed.put(name, value);
                    }
                });
        return completed;
    }

    /// Keep a key in place of the one of this name.
    /// @throws IllegalArgumentException when the value is no line of visible ASCII
    public void put(String name, String value) throws IOException {
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "the key is empty or holds characters that no key has (allowed: visible ASCII); copy it again");
        }
        requirePrivate();
        file.change(
                lines -> {
                    var kept = without(lines, name);
                    kept.add(name + "=" + value);
                    return kept;
                });
    }

    /// @return whether there was one of this name
    public boolean remove(String name) throws IOException {
        boolean there = read().containsKey(name);
        if (there) {
            file.change(lines -> without(lines, name));
        }
        return there;
    }

    private static List<String> without(List<String> lines, String name) {
        var kept = new ArrayList<>(lines);
        kept.removeIf(line -> line.startsWith(name + "="));
        return kept;
    }

    private Map<String, String> parse(List<String> lines) throws IOException {
        var keys = new LinkedHashMap<String, String>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            int equals = line.indexOf('=');
            if (equals < 1 || equals == line.length() - 1) {
                throw new IOException(
                        "%s: line %d is not NAME=value; mend it, or remove the file and set the keys again"
                                .formatted(file.path(), i + 1));
            }
            keys.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
        return keys;
    }

    /// A key that others could read is refused, not used: whoever made it so should know.
    private void requirePrivate() throws IOException {
        var path = file.path();
        var view =
                Files.getFileAttributeView(
                        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        var open = EnumSet.copyOf(view.readAttributes().permissions());
        open.removeAll(
                EnumSet.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE));
        if (!open.isEmpty()) {
            throw new IOException(
                    "%s may be read or written by others (%s); say: chmod 600 %s"
                            .formatted(path, open, path));
        }
    }
}
