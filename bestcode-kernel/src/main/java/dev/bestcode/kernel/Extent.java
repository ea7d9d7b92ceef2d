package dev.bestcode.kernel;

/// Where an op lies in the log, and the CRC32C that its bytes must have.
record Extent(long position, int length, int crc32c) {}
