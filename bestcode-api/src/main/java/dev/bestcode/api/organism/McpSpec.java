package dev.bestcode.api.organism;

import dev.bestcode.api.organism.WasmSpec.Variable;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A server of the Model Context Protocol that a listener stands for. Each of its tools is a
/// listener of its own, see [#toolName]; whatever names the server means all of them.
/// @param tools the only ones that are offered, by the server's own names; absent is all
/// @param pure those of which the user says that they change nothing; the others may do anything
public record McpSpec(
        Transport transport, Optional<List<String>> tools, List<String> pure, Limits limits) {
    /// Between a server's name and the name of its tool.
    public static final String SEPARATOR = "__";

    /// Leaves half of a tool's name to the tool.
    private static final Pattern SERVER = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private static final int SERVER_CHARS_MAX = 30;

    public McpSpec {
        tools = tools.map(List::copyOf);
        pure = List.copyOf(pure);
    }

    /// A program, with all of its tools and the default limits.
    public static McpSpec ofCommand(List<String> words) {
        return new McpSpec(
                new Command(words, Map.of()), Optional.empty(), List.of(), Limits.DEFAULT);
    }

    /// Whether a listener of that name can be a server: the separator must tell where it ends.
    public static boolean isServerName(String name) {
        return name.length() <= SERVER_CHARS_MAX && SERVER.matcher(name).matches();
    }

    /// The listener of a server's tool.
    /// @param tool in the grammar of a listener's name
    public static String toolName(String server, String tool) {
        return server + SEPARATOR + tool;
    }

    /// The server whose tool a listener is by its name; empty where it is by none.
    public static Optional<String> serverOf(String listener) {
        int end = listener.indexOf(SEPARATOR);
        return end > 0 ? Optional.of(listener.substring(0, end)) : Optional.empty();
    }

    /// The way to a server.
    public sealed interface Transport {}

    /// A program that is spoken to on its input and output, inside the sandbox.
    /// @param words the program, by plain name or absolute path, and its arguments
    /// @param env variables by name, in order, besides those that every program gets
    public record Command(List<String> words, Map<String, Variable> env) implements Transport {
        public Command {
            words = List.copyOf(words);
            env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
            if (words.isEmpty()) {
                throw new IllegalArgumentException(
                        "command is empty; say the program and its arguments");
            }
        }
    }

    /// Streamable HTTP.
    /// @param url with scheme and host
    /// @param headers by name, in order, sent with every request
    public record Http(URI url, Map<String, Variable> headers) implements Transport {
        public Http {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            if (!isUrl(url.toString())) {
                throw new IllegalArgumentException(
                        "url is '%s'; allowed: http:// or https://, a host, and no user in it"
                                .formatted(url));
            }
        }

        /// Whether a server can be had there.
        public static boolean isUrl(String text) {
            try {
                var url = URI.create(text);
                return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                        && url.getHost() != null
                        && url.getUserInfo() == null
                        && url.getFragment() == null;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    /// Bounds.
    /// @param startSeconds from the start until its tools are known, 0 to [#SECONDS_MAX]
    /// @param callSeconds of one call, 0 to [#SECONDS_MAX]
    /// @param resultKib of one result as a model sees it, 0 to [#RESULT_KIB_MAX]
    /// @param tools that are offered, 0 to [#TOOLS_MAX]
    public record Limits(int startSeconds, int callSeconds, int resultKib, int tools) {
        /// A package manager's start takes seconds; a result is as large as that of a native tool.
        public static final Limits DEFAULT = new Limits(30, 60, 50, 128);

        /// As long as a command may take at most.
        public static final int SECONDS_MAX = 600;

        public static final int RESULT_KIB_MAX = 1024;
        public static final int TOOLS_MAX = 1000;

        public Limits {
            check("start_seconds", startSeconds, SECONDS_MAX);
            check("call_seconds", callSeconds, SECONDS_MAX);
            check("result_kib", resultKib, RESULT_KIB_MAX);
            check("tools", tools, TOOLS_MAX);
        }

        private static void check(String key, int value, int max) {
            if (value < 0 || value > max) {
                throw new IllegalArgumentException(
                        "%s is %d; allowed from 0 to %d".formatted(key, value, max));
            }
        }
    }
}
