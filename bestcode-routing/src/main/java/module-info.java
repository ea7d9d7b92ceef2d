/// Finds the tool that fits a description and fills its form.
///
/// Ten thousand descriptions are ranked at once; a form is filled field by field.
module dev.bestcode.routing {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
}
