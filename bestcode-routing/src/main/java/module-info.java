/// Finds the tool that fits a description and fills its form.
///
/// It advises: what comes out is a message like any other, and the table decides.
module dev.bestcode.routing {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;

    exports dev.bestcode.routing;
}
