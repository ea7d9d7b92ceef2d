package dev.bestcode.kernel;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/// Leaves a property to the long build.
final class LongOnly implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return Boolean.getBoolean("bestcode.long")
                ? SkipResult.doNotSkip()
                : SkipResult.skip("ten times the tries of its neighbour; run with -Plong");
    }
}
