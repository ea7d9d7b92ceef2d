package dev.bestcode.tools;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/// A regular file, opened and then looked at, so that it is what it was checked to be.
/// Used by one worker at a time.
interface OpenFile extends Closeable {
    /// As it was opened.
    Attributes attributes() throws IOException;

    /// As it is now.
    Attributes attributesNow() throws IOException;

    /// @return how many bytes were read; fewer than wanted only at the end, -1 there
    int read(byte[] into, int from, int length) throws IOException;

    /// As [#read], from a position and without a cursor.
    int readAt(long position, byte[] into) throws IOException;

    /// Write all of them.
    void write(byte[] bytes) throws IOException;

    /// As [#write], at a position and without a cursor.
    void writeAt(long position, byte[] bytes) throws IOException;

    /// Cut the file, or lengthen it with zeros.
    void resize(long bytes) throws IOException;

    /// What came of the wish to hold a file.
    enum Claim {
        GOT,
        /// By another open of the file.
        HELD,
        /// The platform or the file system does not tell.
        UNKNOWN
    }

    /// Hold the file until it is closed, or until the process ends, however it ends.
    default Claim claim() {
        return Claim.UNKNOWN;
    }

    /// Make the content durable.
    void force() throws IOException;

    @Override
    void close() throws IOException;

    /// The rest of the file; closing it closes the file.
    default InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return length == 0 ? 0 : OpenFile.this.read(into, from, length);
            }

            @Override
            public void close() throws IOException {
                OpenFile.this.close();
            }
        };
    }
}
