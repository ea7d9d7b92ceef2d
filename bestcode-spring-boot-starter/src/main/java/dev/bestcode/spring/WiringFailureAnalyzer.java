package dev.bestcode.spring;

import dev.bestcode.runtime.WiringException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Parts that do not fit, and where an application says each part.
final class WiringFailureAnalyzer extends AbstractFailureAnalyzer<WiringException> {
    private static final String ADVICE =
            """
            The sentences name methods of BestCode.builder(). In this application:
              tools(…)     the property bestcode.workspace, or a bean of NativeTools
              tool(…)      a bean of ToolPeer, or one with methods that have @ToolMethod
              llm(…)       bestcode.providers, or a bean of LlmClient
              organism(…)  the property bestcode.organism, or a bean of Organism
            and anything else a bean of BestCodeCustomizer.""";

    @Override
    protected FailureAnalysis analyze(Throwable root, WiringException cause) {
        return new FailureAnalysis(String.join("\n", cause.problems()), ADVICE, cause);
    }
}
