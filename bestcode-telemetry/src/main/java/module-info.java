/// Runs as spans and metrics of OpenTelemetry.
///
/// An optional leaf: it listens to events and knows nothing else of the system.
// The API of OpenTelemetry has names but no descriptors.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.bestcode.telemetry {
    requires transitive dev.bestcode.api;
    requires transitive io.opentelemetry.api;
    requires io.opentelemetry.context;
    requires static org.jspecify;

    exports dev.bestcode.telemetry;
}
