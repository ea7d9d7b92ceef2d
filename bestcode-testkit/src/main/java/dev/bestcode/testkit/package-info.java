/// Doubles and contract suites that users run over their own parts. It knows the api and no
/// leaf, so that whoever replaces a part can run the same suite.
@NullMarked
package dev.bestcode.testkit;

import org.jspecify.annotations.NullMarked;
