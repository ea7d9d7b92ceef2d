package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.Progress;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

class SystemDeskTest {
    private static final RunId RUN = new RunId("r-1");
    private static final ThreadId AGENT = new ThreadId(2);
    private static final ThreadId CALL = new ThreadId(3);

    private final Map<ThreadId, ThreadRow> table = new HashMap<>();
    private final List<BestCodeEvent> shown = new ArrayList<>();

    /// A system that has one thing to say.
    private void watch(BestCodeEvent event) {
        var threads =
                as(
                        KernelState.Threads.class,
                        (name, words) -> Optional.ofNullable(table.get((ThreadId) words[0])));
        var state = as(KernelState.class, (name, words) -> threads);
        var control =
                as(
                        SystemControl.class,
                        (name, words) -> {
                            if (name.equals("state")) {
                                return state;
                            }
                            @SuppressWarnings("unchecked")
                            var watcher = (Consumer<BestCodeEvent>) words[0];
                            watcher.accept(event);
                            return as(SystemControl.Subscription.class, (n, w) -> "");
                        });
        var _ =
                new SystemDesk(control, text -> Task.of("coding", text), Optional.empty())
                        .watch(shown::add);
    }

    private interface Answers {
        Object to(String method, Object[] words);
    }

    private static <T> T as(Class<T> type, Answers answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, words) -> answers.to(method.getName(), words)));
    }

    private void thread(ThreadId id, Optional<ThreadId> parent) {
        var rights = Sha256.of(new byte[0]);
        table.put(
                id,
                new ThreadRow(
                        id,
                        parent,
                        Optional.of(RUN),
                        "name",
                        "coding",
                        rights,
                        ThreadStatus.ACTIVE));
    }

    @Test
    void whatACallPrintsIsShownBesideItsCaller() {
        thread(AGENT, Optional.empty());
        thread(CALL, Optional.of(AGENT));
        var printed = new Progress.Output("half of it");

        watch(new BestCodeEvent.Provisional(RUN, CALL, printed));

        assertThat(shown).containsExactly(new BestCodeEvent.Provisional(RUN, AGENT, printed));
    }

    @Test
    void whatACallThatHasEndedHadPrintedIsShownNowhere() {
        thread(AGENT, Optional.empty());

        watch(new BestCodeEvent.Provisional(RUN, CALL, new Progress.Output("late")));

        assertThat(shown).isEmpty();
    }
}
