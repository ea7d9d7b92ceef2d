package dev.bestcode.llm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Cuts a stream of bytes into server-sent events, whatever the pieces it comes in.
///
/// Works on bytes: CR, LF and colon are single bytes in UTF-8, so no character is ever split. Data
/// is handed on undecoded, so that its reader can refuse what is not UTF-8.
/// @see "WHATWG HTML, section 9.2.6, interpreting an event stream"
final class SseDecoder {
    /// Bytes of one event; the largest block of an answer comes in many.
    static final int EVENT_BYTES_MAX = 4 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int eventBytesMax;
    private final Consumer<SseEvent> onEvent;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(256);
    private String name = "";
    private boolean hasData;
    private boolean afterCarriageReturn;
    private boolean firstLine = true;

    SseDecoder(int eventBytesMax, Consumer<SseEvent> onEvent) {
        this.eventBytesMax = eventBytesMax;
        this.onEvent = onEvent;
    }

    /// Take the next bytes; events that they complete are dispatched before this returns.
    /// @throws EventTooLargeException when an event passes the bound
    void feed(ByteBuffer bytes) {
        var piece = new byte[bytes.remaining()];
        bytes.get(piece);
        for (int at = 0; at < piece.length; ) {
            int end = lineEnd(piece, at);
            append(piece, at, end);
            if (end < piece.length) {
                boolean endsCrLf = piece[end] == '\n' && afterCarriageReturn;
                afterCarriageReturn = piece[end] == '\r';
                if (!endsCrLf) { // else the line ended at its CR
                    endLine();
                }
            }
            at = end + 1;
        }
    }

    private static int lineEnd(byte[] piece, int from) {
        int at = from;
        while (at < piece.length && piece[at] != '\r' && piece[at] != '\n') {
            at++;
        }
        return at;
    }

    private void append(byte[] piece, int from, int to) {
        if (from == to) {
            return;
        }
        if (line.size() + data.size() + to - from > eventBytesMax) {
            throw new EventTooLargeException(eventBytesMax);
        }
        line.write(piece, from, to - from);
        afterCarriageReturn = false;
    }

    /// The stream ended. Dispatches an event that only lacks its blank line, where the standard
    /// drops it: some servers end so. Nothing half can come of it, since a whole JSON object is
    /// never the beginning of another one.
    void end() {
        if (line.size() > 0) {
            endLine();
        }
        dispatch();
    }

    private void endLine() {
        byte[] bytes = line.toByteArray();
        line.reset();
        int from = firstLine && startsWithByteOrderMark(bytes) ? BYTE_ORDER_MARK.length : 0;
        firstLine = false;
        if (bytes.length == from) {
            dispatch();
        } else {
            field(bytes, from);
        }
    }

    private void field(byte[] bytes, int from) {
        int colon = from;
        while (colon < bytes.length && bytes[colon] != ':') {
            colon++;
        }
        int value = Math.min(colon + 1, bytes.length);
        if (value < bytes.length && bytes[value] == ' ') {
            value++;
        }
        switch (text(bytes, from, colon)) {
            case "data" -> addData(bytes, value);
            case "event" -> name = text(bytes, value, bytes.length);
            default -> {
                // Comments have an empty name; id, retry and unknown fields mean nothing here.
            }
        }
    }

    private void addData(byte[] bytes, int from) {
        if (hasData) {
            data.write('\n');
        }
        data.write(bytes, from, bytes.length - from);
        hasData = true;
    }

    private void dispatch() {
        if (data.size() > 0) {
            onEvent.accept(new SseEvent(name.isEmpty() ? "message" : name, data.toByteArray()));
        }
        data.reset();
        hasData = false;
        name = "";
    }

    private static boolean startsWithByteOrderMark(byte[] bytes) {
        return bytes.length >= BYTE_ORDER_MARK.length
                && bytes[0] == BYTE_ORDER_MARK[0]
                && bytes[1] == BYTE_ORDER_MARK[1]
                && bytes[2] == BYTE_ORDER_MARK[2];
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /// An event passed the bound.
    static final class EventTooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EventTooLargeException(int bound) {
            super("one event of the stream is larger than %,d bytes".formatted(bound));
        }
    }
}
