package dev.bestcode.ports;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A request that the proxy understands, in one way only.
sealed interface ProxyRequest {
    Target target();

    /// Open a tunnel; what goes through it is the user's own matter.
    record Connect(Target target) implements ProxyRequest {}

    /// Pass one request of plain HTTP on.
    /// @param path with its query, from the slash
    record Forward(String method, Target target, String path, Head head, Framing framing)
            implements ProxyRequest {}

    /// TRACE would show what the proxy added; others are nobody's.
    Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    Pattern PATH = Pattern.compile("[/?][\\x21-\\x7e&&[^#]]*");

    /// @throws EgressException saying what is wrong with it
    static ProxyRequest of(Head head) throws EgressException {
        try {
            return parse(head);
        } catch (MalformedHeadException e) {
            throw new EgressException(e.asRefusal(), "the request has " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new EgressException(
                    Refusal.MALFORMED, "the request names no exact host: " + e.getMessage());
        }
    }

    private static ProxyRequest parse(Head head) throws EgressException, MalformedHeadException {
        var words = head.startLine().split(" ", -1);
        if (words.length != 3) {
            throw new MalformedHeadException("a first line that is not method, target, version");
        }
        boolean connect = words[0].equals("CONNECT");
        if (!words[2].equals("HTTP/1.1") && !(connect && words[2].equals("HTTP/1.0"))) {
            throw new EgressException(Refusal.VERSION, "only HTTP/1.1 is spoken here");
        }
        return connect ? connect(words[1], head) : forward(words[0], words[1], head);
    }

    private static Connect connect(String authority, Head head) throws MalformedHeadException {
        var target = Target.parse(authority);
        requireSameHost(head, target);
        if (!(Framing.ofRequest(head) instanceof Framing.None())) {
            throw new MalformedHeadException("a body, which CONNECT does not have");
        }
        return new Connect(target);
    }

    private static Forward forward(String method, String url, Head head)
            throws EgressException, MalformedHeadException {
        if (!METHODS.contains(method)) {
            throw new EgressException(
                    Refusal.METHOD, "the method is none of " + METHODS.stream().sorted().toList());
        }
        if (!url.regionMatches(true, 0, "http://", 0, 7)) {
            throw new MalformedHeadException(
                    url.toLowerCase(Locale.ROOT).startsWith("https:")
                            ? "an https URL; use CONNECT"
                            : "no whole http URL; this is a proxy and no server");
        }
        int path = pathStart(url);
        var target = Target.parse(url.substring(7, path), Target.HTTP_PORT);
        var rest = path == url.length() ? "/" : url.substring(path);
        if (!PATH.matcher(rest).matches()) {
            throw new MalformedHeadException("a path with characters that no URL has");
        }
        if (head.single("host").isEmpty()) {
            throw new MalformedHeadException("no Host");
        }
        requireSameHost(head, target);
        var slashed = rest.startsWith("?") ? "/" + rest : rest;
        var framing = Framing.ofRequest(head);
        var _ = head.endToEnd(); // refuses a Connection that names what must stay
        return new Forward(method, target, slashed, head, framing);
    }

    private static int pathStart(String url) {
        for (int i = 7; i < url.length(); i++) {
            if (url.charAt(i) == '/' || url.charAt(i) == '?') {
                return i;
            }
        }
        return url.length();
    }

    /// A client may leave the port out; what goes on is made from the target alone.
    private static void requireSameHost(Head head, Target target) throws MalformedHeadException {
        var host = head.single("host");
        if (host.isPresent() && !Target.parse(host.get(), target.port()).equals(target)) {
            throw new MalformedHeadException("a Host that is not the host of its URL");
        }
    }
}
