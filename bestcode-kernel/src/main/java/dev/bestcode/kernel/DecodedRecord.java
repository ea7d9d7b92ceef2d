package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;

import java.util.List;
import java.util.Optional;

/// A whole record and the ops in it, free of the buffer that it was read into.
/// @param undecodable why the ops are not there, although it is a transaction that should be known
record DecodedRecord(
        long position,
        RecordHeader header,
        List<LoggedOp> decoded,
        Optional<KernelException> undecodable) {

    static DecodedRecord of(RecordWindow.Found found) {
        var header = found.header();
        if (!header.isTransaction() || header.version() > LogFormat.VERSION) {
            return new DecodedRecord(found.position(), header, List.of(), Optional.empty());
        }
        try {
            var ops = Transaction.opsIn(found.body(), header.opCount());
            return new DecodedRecord(found.position(), header, ops, Optional.empty());
        } catch (KernelException e) {
            return new DecodedRecord(found.position(), header, List.of(), Optional.of(e));
        }
    }

    long end() {
        return position + header.length();
    }

    /// @throws KernelException when they cannot be decoded
    List<LoggedOp> ops() {
        if (undecodable.isPresent()) {
            throw undecodable.get();
        }
        return decoded;
    }
}
