package dev.bestcode.benchmarks;

/// Whose folder a child JVM is to load or to open.
enum Peer {
    KERNEL,
    SQLITE
}
