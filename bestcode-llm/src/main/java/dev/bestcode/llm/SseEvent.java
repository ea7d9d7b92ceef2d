package dev.bestcode.llm;

/// One dispatched server-sent event.
/// @param name the `event` field, else `message`
/// @param data the `data` lines joined by LF, as UTF-8; never empty
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy per delta would be waste
record SseEvent(String name, byte[] data) {}
