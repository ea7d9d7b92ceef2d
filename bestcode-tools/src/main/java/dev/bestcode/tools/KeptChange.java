package dev.bestcode.tools;

/// What a path was and became. One that was seen for the first time is both before and after.
/// @param path below the workspace's root, `/` between names
record KeptChange(String path, Kept before, Kept after) {}
