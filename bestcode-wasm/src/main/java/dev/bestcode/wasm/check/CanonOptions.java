package dev.bestcode.wasm.check;

import dev.bestcode.wasm.binary.StringEncoding;

import java.util.Optional;

/// The options of a lift or lower: indices of a core memory and of core functions.
public record CanonOptions(
        StringEncoding encoding,
        Optional<Integer> memory,
        Optional<Integer> realloc,
        Optional<Integer> postReturn) {}
