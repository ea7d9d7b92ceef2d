/// Arguments to builder calls; the reference assembly. Results go to standard output, progress
/// to standard error, and the exit status is a contract.
@NullMarked
package dev.bestcode.cli;

import org.jspecify.annotations.NullMarked;
