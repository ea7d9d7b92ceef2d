/// A system as a bean of a Spring Boot application.
///
/// Above the runtime; nothing depends on it.
// Spring has names but no descriptors.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.bestcode.spring {
    requires transitive dev.bestcode.runtime;
    requires spring.aop;
    requires spring.beans;
    requires spring.boot;
    requires spring.boot.autoconfigure;
    requires spring.context;
    requires spring.core;
    requires static org.jspecify;

    exports dev.bestcode.spring;

    // Spring makes and calls what is here.
    opens dev.bestcode.spring;
}
