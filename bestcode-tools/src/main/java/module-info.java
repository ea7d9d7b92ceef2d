/// The native tools, the workspace they are confined to, and the symbol index.
///
/// A tool executes and never thinks; every path it touches goes through the workspace.
// re2j and java-diff-utils have no descriptor; re2j not even a name of its own, so its file name is
// its name.
@SuppressWarnings("requires-automatic")
module dev.bestcode.tools {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
    requires re2j;
    requires io.github.javadiffutils;
    requires org.apache.commons.text;
}
