package dev.bestcode.tools;

/// One name of a directory.
/// @param kind as the listing tells it, without another look
record Entry(String name, Attributes.Kind kind) {}
