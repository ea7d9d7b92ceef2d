package dev.bestcode.ports;

import java.util.regex.Pattern;

/// The head of an origin's answer.
/// @param persistent whether its connection stays open after it
record AnswerHead(int status, boolean persistent, Head head) {
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.([01]) ([1-5][0-9]{2})( [\\t\\x20-\\x7e\\x80-\\xff]*)?");

    static AnswerHead of(Head head) throws MalformedHeadException {
        var line = STATUS_LINE.matcher(head.startLine());
        if (!line.matches()) {
            throw new MalformedHeadException("a status line that is none");
        }
        var options = head.connectionOptions();
        boolean persistent =
                line.group(1).equals("1")
                        ? !options.contains("close")
                        : options.contains("keep-alive");
        return new AnswerHead(Integer.parseInt(line.group(2)), persistent, head);
    }

    boolean isInterim() {
        return status < 200;
    }
}
