/// Speaks the Agent Client Protocol to editors.
///
/// It carries what a run says and asks to whoever started it, and nothing of the editor's into the
/// system but words, cancels and answers. Whoever assembles systems gives it its sessions.
module dev.bestcode.acp {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;

    exports dev.bestcode.acp;
}
