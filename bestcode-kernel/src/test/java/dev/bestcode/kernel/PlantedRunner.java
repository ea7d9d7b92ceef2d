package dev.bestcode.kernel;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.util.Set;
import java.util.TreeSet;

/// Runs the tests that are named until one fails, and prints how each ended.
final class PlantedRunner {
    static final String PASSED = "passed: ";
    static final String FAILED = "failed: ";
    private static final int DOES_NOT_FIT = 1;

    private PlantedRunner() {}

    /// @param tests `Class#method`, or `Class` for all in it
    public static void main(String[] tests) {
        var named = new TreeSet<String>();
        for (var test : tests) {
            named.add(test);
        }
        var request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(
                                named.stream()
                                        .map(test -> test.split("#", 2)[0])
                                        .distinct()
                                        .map(name -> selectClass(nameOf(name)))
                                        .toList())
                        .filters((PostDiscoveryFilter) test -> wanted(test, named))
                        .configurationParameter("jqwik.database", "jqwik-database")
                        .configurationParameter("junit.jupiter.execution.timeout.default", "5 m")
                        .build();
        LauncherFactory.create().execute(request, new Report());
        System.exit(0); // whatever a broken kernel has left running
    }

    private static String nameOf(String simpleName) {
        return PlantedRunner.class.getPackageName() + "." + simpleName;
    }

    private static FilterResult wanted(TestDescriptor test, Set<String> named) {
        var name = test.getSource().map(PlantedRunner::nameOf).orElse("");
        boolean whole = named.contains(name.split("#", 2)[0]);
        return FilterResult.includedIf(whole || !name.contains("#") || named.contains(name));
    }

    private static String nameOf(Object source) {
        return switch (source) {
            case MethodSource method ->
                    method.getJavaClass().getSimpleName() + "#" + method.getMethodName();
            case ClassSource ofClass -> ofClass.getJavaClass().getSimpleName();
            default -> "";
        };
    }

    private static final class Report implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            var name = test.getSource().map(PlantedRunner::nameOf).orElse("");
            boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
            if (failed) {
                result.getThrowable().ifPresent(Report::explain);
            }
            if (failed || test.isTest()) {
                System.out.println("\n" + (failed ? FAILED : PASSED) + name);
            }
            if (failed) {
                System.exit(0);
            }
        }

        private static void explain(Throwable failure) {
            failure.printStackTrace();
            for (var cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof LinkageError) { // the patched class does not fit the others
                    System.exit(DOES_NOT_FIT);
                }
            }
        }
    }
}
