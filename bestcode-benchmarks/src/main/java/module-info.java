/// Measures what the system costs, as runnable programs.
///
/// Figures are ratios taken in one run; no test asserts a time.
module dev.bestcode.benchmarks {
    requires dev.bestcode.embedding;
    requires dev.bestcode.librarian;
    requires dev.bestcode.mcp;
    requires dev.bestcode.pipeline;
    requires dev.bestcode.routing;
    requires dev.bestcode.runtime;
    requires dev.bestcode.testkit;
    requires dev.bestcode.tools;
    requires dev.bestcode.wasm;
    requires static org.jspecify;
    requires info.picocli;
    requires java.management;
    requires java.sql;
    requires jdk.management;

    opens dev.bestcode.benchmarks to
            info.picocli;
}
