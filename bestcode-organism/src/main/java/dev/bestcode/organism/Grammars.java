package dev.bestcode.organism;

import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.EmbeddingSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.PortSpec;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.organism.SandboxSpec;
import dev.bestcode.api.tool.ToolDescriptor;

import java.util.Set;

/// The grammars of an organism's names.
final class Grammars {
    /// Names that people choose.
    private static final int NAME_MAX = 256;

    /// PATH_MAX of Linux.
    private static final int PATH_MAX = 4096;

    static final Grammar TEXT =
            Grammar.of(
                    "text",
                    "text that is not blank",
                    "[ \\t\\r\\n]*[^ \\t\\r\\n][\\s\\S]*",
                    Grammar.UNBOUNDED);

    /// Senders that the pipeline stamps itself; a listener of that name could pose as them.
    static final Grammar LISTENER =
            Grammar.of(
                            "listener name",
                            "a letter, then up to 63 of a-z 0-9 - _",
                            "[a-z][a-z0-9_-]{0,63}",
                            64)
                    .without(Set.of(Message.USER, Message.SYSTEM))
                    .and(ToolDescriptor::isName);

    /// Dotted names; the last one is the payload's tag and has the tag's grammar.
    static final Grammar PAYLOAD_CLASS =
            Grammar.of(
                    "payload_class",
                    "names of A-Z a-z 0-9 _ joined by dots",
                    "([A-Za-z][A-Za-z0-9_]*\\.)*[A-Za-z][A-Za-z0-9_]{0,127}",
                    NAME_MAX);

    static final Grammar PROMPT =
            Grammar.of(
                    "prompt name",
                    "text without '&', which joins prompts, and without blanks at its ends",
                    "[^& \\t\\r\\n]([^&]*[^& \\t\\r\\n])?",
                    NAME_MAX);

    static final Grammar NAME =
            Grammar.of(
                    "name",
                    "text on one line, not blank",
                    "[ \\t]*[^ \\t\\r\\n][^\\r\\n]*",
                    NAME_MAX);

    static final Grammar FILE =
            Grammar.of(
                    "file name",
                    "a path relative to this file",
                    "[^/ \\t\\r\\n][^\\r\\n]*",
                    PATH_MAX);

    static final Grammar COMMAND =
            Grammar.of(
                    "command",
                    "one program, by name or path, without arguments",
                    "[^ \\t\\r\\n-][^ \\t\\r\\n]*",
                    PATH_MAX);

    static final Grammar SHA256 =
            Grammar.of(
                    "sha256",
                    "64 lower-case hexadecimal digits, as sha256sum prints them",
                    "[0-9a-f]{64}",
                    64);

    static final Grammar LINUX_USER =
            Grammar.of(
                            "linux_user",
                            "a-z or _, then up to 31 of a-z 0-9 - _",
                            "[a-z_][a-z0-9_-]{0,31}",
                            32)
                    .without(Set.of("root"))
                    .and(ProfileSpec::isLinuxUser);

    static final Grammar OUTSIDE_PATH =
            Grammar.of(
                            "path",
                            "absolute or from ~/, without '..' and a '/' at its end",
                            "(~/|/)[^\\r\\n]*",
                            PATH_MAX)
                    .and(SandboxSpec::isPath);

    static final Grammar VARIABLE =
            Grammar.of(
                            "variable",
                            "the name of an environment variable, of A-Z a-z 0-9 _",
                            "[A-Za-z_][A-Za-z0-9_]{0,127}",
                            128)
                    .and(SandboxSpec::isVariable);

    static final Grammar HOST =
            Grammar.of("host", PortSpec.HOST_WORDS, "[a-z0-9:][a-z0-9:.-]*", 253)
                    .and(PortSpec::isHost);

    static final Grammar EMBEDDING_URL =
            Grammar.of("url", EmbeddingSpec.URL_WORDS, "https?://[^ \\t\\r\\n]+", 800)
                    .and(EmbeddingSpec::isUrl);

    static final Grammar GUEST_PATH =
            Grammar.of("guest_path", "an absolute path such as /data", "/[^\\r\\n]*", PATH_MAX);

    static final Grammar HOST_PATH =
            Grammar.of(
                    "host_path",
                    "an absolute path, or one relative to this file",
                    "[^ \\t\\r\\n][^\\r\\n]*",
                    PATH_MAX);

    static final Grammar URL =
            Grammar.of(
                            "url",
                            "http:// or https://, a host, and no user in it",
                            "https?://[^ \\t\\r\\n]+",
                            PATH_MAX)
                    .and(McpSpec.Http::isUrl);

    static final Grammar HEADER =
            Grammar.of(
                    "header",
                    "the name of an HTTP header, of A-Z a-z 0-9 -",
                    "[A-Za-z][A-Za-z0-9-]{0,63}",
                    64);

    /// As the protocol has it.
    static final Grammar SERVER_TOOL =
            Grammar.of(
                    "tool",
                    "a tool's name as its server has it: 1 to 128 of A-Z a-z 0-9 _ - . /",
                    "[A-Za-z0-9_./-]{1,128}",
                    128);

    static final Grammar PARAMETER =
            Grammar.of(
                    "parameter",
                    "a letter, then up to 63 of A-Z a-z 0-9 - _",
                    "[A-Za-z][A-Za-z0-9_-]{0,63}",
                    64);

    private Grammars() {}
}
