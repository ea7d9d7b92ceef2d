package dev.bestcode.tools;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/// Where a page is: `http` or `https`, an exact host, no user, no fragment.
/// @param host in lower case, an IPv6 address in brackets
record WebAddress(URI url, String host, int port) {
    /// Longer ones carry something to the host rather than name a page of it.
    private static final int CHARS_MAX = 2_000;

    /// For a message.
    private static final int SHOWN_MAX = 20;

    static WebAddress of(String text) throws ToolFailedException {
        if (text.length() > CHARS_MAX) {
            throw new ToolFailedException(
                    "url has %,d characters; allowed %,d".formatted(text.length(), CHARS_MAX));
        }
        try {
            return of(new URI(text.strip()));
        } catch (URISyntaxException e) {
            throw new ToolFailedException(
                    "url '%s' cannot be read (%s); write it as https://host/path, spaces as %%20"
                            .formatted(Truncation.line(text, 200), e.getReason()));
        }
    }

    private static WebAddress of(URI url) throws ToolFailedException {
        var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        var host = url.getHost();
        if ((!scheme.equals("https") && !scheme.equals("http")) || host == null) {
            throw new ToolFailedException(
                    "url must be https:// or http:// with a host; it is '%s'"
                            .formatted(Truncation.line(url.toString(), 200)));
        }
        if (url.getRawUserInfo() != null) {
            throw new ToolFailedException("url must not name a user");
        }
        int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        var plain = host.toLowerCase(Locale.ROOT);
        var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        var place = url.getPort() >= 0 ? plain + ":" + port : plain;
        return new WebAddress(URI.create(scheme + "://" + place + path + query), plain, port);
    }

    boolean isEncrypted() {
        return url.getScheme().equals("https");
    }

    /// Where a redirect leads.
    WebAddress to(String location) throws ToolFailedException {
        try {
            return of(url.resolve(new URI(location)).toString());
        } catch (URISyntaxException e) {
            throw new ToolFailedException(
                    "%s sends on to what is no address; look for another page".formatted(url));
        }
    }

    /// @param destinations as rights have them
    void requireIn(Set<String> destinations) throws ToolFailedException {
        var place = "%s://%s:%d".formatted(url.getScheme(), host, port);
        if (!destinations.contains(place)) {
            throw new ToolFailedException(
                    "%s is not open to this profile; open are %s. Do without it, or end and say what needs it"
                            .formatted(place, shown(destinations)));
        }
    }

    private static String shown(Set<String> destinations) {
        if (destinations.isEmpty()) {
            return "none";
        }
        var first = destinations.stream().limit(SHOWN_MAX).toList();
        int more = destinations.size() - first.size();
        return String.join(", ", first) + (more > 0 ? " and %d more".formatted(more) : "");
    }
}
