package dev.bestcode.spring;

import dev.bestcode.organism.OrganismException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Mistakes of an organism file, each with its line.
final class OrganismFailureAnalyzer extends AbstractFailureAnalyzer<OrganismException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, OrganismException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Mend the file that bestcode.organism names; 'bestcode organism check FILE' reads it alone.",
                cause);
    }
}
