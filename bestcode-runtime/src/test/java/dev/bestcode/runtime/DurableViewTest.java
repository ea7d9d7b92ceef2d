package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelState;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

class DurableViewTest {
    private final List<LongConsumer> listeners = new ArrayList<>();
    private volatile long lsn = 5;

    @Test
    void whatIsWrittenAndNotForcedIsNotShown() {
        var view = new DurableView(kernel());
        lsn = 7;
        assertThat(view.newest().lsn()).isEqualTo(5);

        listeners.getFirst().accept(7);
        assertThat(view.newest().lsn()).isEqualTo(7);
    }

    @Test
    void whoWaitsGoesOnWithMoreOrAtTheEnd() throws Exception {
        var view = new DurableView(kernel());
        var more = waiting(view, 5);
        var nothing = waiting(view, 6);
        lsn = 6;
        listeners.getFirst().accept(6);

        assertThat(more.get()).isTrue();
        view.end();
        assertThat(nothing.get()).isFalse();
    }

    @Test
    void allThatIsCommittedIsNotWaitedForLongerThanTheTimeGiven() throws Exception {
        var view = new DurableView(kernel());
        lsn = 6;

        view.awaitAll(Duration.ofNanos(1));

        assertThat(view.newest().lsn()).isEqualTo(5);
    }

    private static CompletableFuture<Boolean> waiting(DurableView view, long after) {
        var result = new CompletableFuture<Boolean>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                result.complete(view.awaitAfter(after));
                            } catch (InterruptedException e) {
                                result.completeExceptionally(e);
                            }
                        });
        return result;
    }

    /// A kernel of which the view needs two methods.
    private Kernel kernel() {
        return proxy(
                Kernel.class,
                (method, arguments) ->
                        switch (method) {
                            case "state" -> state(lsn);
                            case "onForced" -> listeners.add((LongConsumer) arguments[0]);
                            default -> throw new AssertionError(method);
                        });
    }

    private static KernelState state(long lsn) {
        return proxy(
                KernelState.class,
                (method, _) -> {
                    assertThat(method).isEqualTo("lsn");
                    return lsn;
                });
    }

    private interface Answers {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> answers.to(method.getName(), arguments)));
    }
}
