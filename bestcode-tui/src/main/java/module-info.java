/// The Control Room: model, update, view over events; and text made safe for a terminal.
///
/// It sees the system through SystemControl alone, as any other editor or server would.
// The jline bundle has a name but no descriptor.
@SuppressWarnings("requires-automatic")
module dev.bestcode.tui {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires org.jline;

    exports dev.bestcode.tui;
}
