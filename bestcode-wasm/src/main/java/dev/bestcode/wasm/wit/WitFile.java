package dev.bestcode.wasm.wit;

import java.util.List;
import java.util.Optional;

/// One text, in the order of its parts within each kind.
/// @param uses names for other interfaces, good within this file
/// @param nested packages written inside
record WitFile(
        Optional<Header> header,
        List<TopUse> uses,
        List<Interface> interfaces,
        List<World> worlds,
        List<WitFile> nested) {
    record Header(String docs, PackageName name, Position at) {}

    record TopUse(Path path, Name known) {}
}
