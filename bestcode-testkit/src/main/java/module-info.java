/// Doubles and contract suites that users run over their own parts.
///
/// It knows the api and no leaf, so that whoever replaces a part can run the same suite.
module dev.bestcode.testkit {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;

    exports dev.bestcode.testkit;
}
