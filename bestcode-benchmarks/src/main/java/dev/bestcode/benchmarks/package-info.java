/// Measures what the system costs, as runnable programs. Figures are ratios taken in one run;
/// no test asserts a time.
///
/// `mvn -q -pl bestcode-benchmarks -am package -DskipTests` builds them;
/// `java -jar bestcode-benchmarks/target/bestcode-benchmarks.jar --help` lists them. The data goes
/// below the current folder, or below the one that `--dir` names, which should lie on the disk that
/// is to be measured; it is removed afterwards.
@NullMarked
package dev.bestcode.benchmarks;

import org.jspecify.annotations.NullMarked;
