package dev.bestcode.ports;

/// Names that mean this machine wherever they are read.
/// @see "RFC 6761, section 6.3"
final class LocalNames {
    private LocalNames() {}

    static boolean isLocalhost(String name) {
        return name.equals("localhost") || name.endsWith(".localhost");
    }
}
