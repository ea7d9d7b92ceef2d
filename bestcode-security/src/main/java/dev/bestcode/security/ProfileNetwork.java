package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.WayOut;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The network of a profile's children.
/// @param own theirs alone; absent where they have ours
/// @param wayOut the only way from it to another machine
/// @param environment what they are told of it
/// @param jvm what builds in Java are told besides
/// @param mavenSettings the file that says so to Maven
record ProfileNetwork(
        Optional<NetworkNamespace> own,
        Optional<WayOut> wayOut,
        Map<String, String> environment,
        Optional<JvmWayOut> jvm,
        Optional<Path> mavenSettings) {

    /// The port of the way out.
    OptionalInt port() {
        return wayOut.isPresent() ? OptionalInt.of(wayOut.get().port()) : OptionalInt.empty();
    }

    /// Tell a child of it.
    void tell(Map<String, String> variables) {
        variables.putAll(environment);
        jvm.ifPresent(
                options ->
                        variables.merge(
                                JvmWayOut.GRADLE_VARIABLE,
                                options.gradleOptions(),
                                (granted, ours) -> granted + " " + ours));
    }
}
