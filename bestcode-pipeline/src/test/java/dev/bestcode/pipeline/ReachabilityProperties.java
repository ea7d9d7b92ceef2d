package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

class ReachabilityProperties {
    private static final int LISTENERS = 4;

    /// Every listener tries to reach every other; exactly the routes of the table carry a message.
    @Property(tries = 50)
    void messageArrivesWhenAndOnlyWhenThereIsARoute(
            @ForAll @Size(max = 12) Set<@IntRange(max = LISTENERS * LISTENERS - 1) Integer> removed)
            throws Exception {
        Set<Integer> arrived = ConcurrentHashMap.newKeySet();
        try (var scene = new Scene()) {
            for (int i = 0; i < LISTENERS; i++) {
                scene.pure("from-" + i, PipelineFlow.asksAll(LISTENERS));
                int to = i;
                scene.pure(
                        "to-" + i,
                        d -> {
                            int from = Integer.parseInt(d.message().sender().substring(5));
                            arrived.add(from * LISTENERS + to);
                            return Scene.noted();
                        });
            }
            removed.forEach(
                    pair ->
                            scene.routes.remove(
                                    "from-" + pair / LISTENERS, "to-" + pair % LISTENERS));
            var pipeline = scene.start();
            for (int i = 0; i < LISTENERS; i++) {
                assertThat(pipeline.submit("p", "from-" + i, "Note", Scene.NOTE_1).await())
                        .isInstanceOf(Answer.Replied.class);
            }
        }
        for (int pair = 0; pair < LISTENERS * LISTENERS; pair++) {
            assertThat(arrived.contains(pair)).isEqualTo(!removed.contains(pair));
        }
    }

    /// The asking side of the property.
    static final class PipelineFlow {
        private PipelineFlow() {}

        /// Sends to all at once, and replies when the last answer or failure is there.
        static Scene.Code asksAll(int count) {
            var left = new ConcurrentHashMap<Long, Integer>();
            return d -> {
                long thread = d.message().thread().value();
                if (d.message().kind() == Message.Kind.REQUEST) {
                    left.put(thread, count);
                    var calls = new Outgoing[count];
                    for (int i = 0; i < count; i++) {
                        calls[i] = Scene.note("to-" + i, "c" + i);
                    }
                    return Scene.send(calls);
                }
                return left.merge(thread, -1, Integer::sum) == 0
                        ? Scene.noted()
                        : Scene.acknowledge();
            };
        }
    }
}
