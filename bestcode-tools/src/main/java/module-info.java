/// The native tools, the workspace they are confined to, and the symbol index.
///
/// A tool executes and never thinks; every path it touches goes through the workspace.
// java-diff-utils has a name but no descriptor. re2j has neither, and what is named by a file name
// cannot be published against: it stays on the class path, see LinePattern.
@SuppressWarnings("requires-automatic")
module dev.bestcode.tools {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
    requires io.github.javadiffutils;
    requires org.apache.commons.text;
    requires org.jsoup;

    exports dev.bestcode.tools;
}
