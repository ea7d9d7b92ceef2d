/// Compiles profiles into dispatch tables, decides permissions, raises the operating system's
/// walls.
///
/// A route that is not in the table does not exist; a wall that cannot stand here is reported, not
/// pretended.
module dev.bestcode.security {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;

    exports dev.bestcode.security;
}
