package dev.bestcode.ports;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The start line and the fields of a request or an answer, syntax checked, meaning not yet.
record Head(String startLine, List<HeaderField> fields) {
    /// Fields that speak to the next hop alone.
    /// @see "RFC 9110, section 7.6.1"
    private static final Set<String> HOP_BY_HOP =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authorization",
                    "proxy-authenticate",
                    "proxy-authentication-info",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings");

    /// Fields that whoever names them in `Connection` wants lost on the way.
    private static final Set<String> NOT_AN_OPTION =
            Set.of("host", "content-length", "transfer-encoding", "content-type", "cache-control");

    Head {
        fields = List.copyOf(fields);
    }

    List<String> values(String lowerCaseName) {
        return fields.stream()
                .filter(field -> field.is(lowerCaseName))
                .map(HeaderField::value)
                .toList();
    }

    /// The value of a field that may come once.
    /// @throws MalformedHeadException when it comes twice
    Optional<String> single(String lowerCaseName) throws MalformedHeadException {
        var values = values(lowerCaseName);
        if (values.size() > 1) {
            throw new MalformedHeadException("the field " + lowerCaseName + " comes twice");
        }
        return values.stream().findFirst();
    }

    /// What `Connection` says, lower case.
    Set<String> connectionOptions() throws MalformedHeadException {
        var options = new HashSet<String>();
        for (var value : values("connection")) {
            for (var option : value.split(",", -1)) {
                options.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        for (var option : options) {
            if (NOT_AN_OPTION.contains(option)) {
                throw new MalformedHeadException("Connection names the field " + option);
            }
        }
        return options;
    }

    /// The fields that go on to the next hop, framing aside.
    List<HeaderField> endToEnd() throws MalformedHeadException {
        var options = connectionOptions();
        return fields.stream()
                .filter(field -> !HOP_BY_HOP.contains(field.key()))
                .filter(field -> !options.contains(field.key()))
                .filter(field -> !field.is("content-length"))
                .toList();
    }
}
