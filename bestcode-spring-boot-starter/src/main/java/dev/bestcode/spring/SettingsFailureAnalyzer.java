package dev.bestcode.spring;

import static java.util.stream.Collectors.joining;

import dev.bestcode.spring.SettingsException.Problem;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// What is wrong with properties, and what to do, in place of a stack trace.
final class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<SettingsException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, SettingsException cause) {
        return new FailureAnalysis(
                cause.problems().stream().map(Problem::what).collect(joining("\n")),
                cause.problems().stream().map(Problem::advice).distinct().collect(joining("\n")),
                cause);
    }
}
