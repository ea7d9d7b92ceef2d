/// The Control Room: model, update, view over events.
///
/// It sees the system through SystemControl alone, as any other editor or server would.
module dev.bestcode.tui {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
}
