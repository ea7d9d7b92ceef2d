package dev.bestcode.ports;

import java.io.Closeable;
import java.io.IOException;

/// Closes what nobody can do anything about any more.
final class Quietly {
    private Quietly() {}

    static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // It is closed as far as this process goes.
        }
    }
}
