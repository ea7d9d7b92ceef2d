/// Arguments to builder calls; the reference assembly.
///
/// Results go to standard output, progress to standard error, and the exit status is a contract.
// The jline bundle has a name but no descriptor.
@SuppressWarnings("requires-automatic")
module dev.bestcode.cli {
    requires dev.bestcode.runtime;
    requires static dev.bestcode.tui;
    requires static dev.bestcode.wasm;
    requires static dev.bestcode.mcp;
    requires static dev.bestcode.acp;
    requires static org.jspecify;
    requires org.apache.commons.text;
    requires org.yaml.snakeyaml;
    requires info.picocli;
    requires org.jline;
    requires jdk.httpserver;

    opens dev.bestcode.cli to
            info.picocli;
}
