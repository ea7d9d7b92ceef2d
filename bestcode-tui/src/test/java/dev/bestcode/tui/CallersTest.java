package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class CallersTest {
    private static final ThreadId AGENT = new ThreadId(2);
    private static final ThreadId CALL = new ThreadId(7);

    private final Callers callers = new Callers();

    @Test
    void aCallAndWhatIsAskedAboutItAreShownBesideTheirCaller() {
        assertThat(callers.shownOn(request(AGENT, "user", "coder", "AgentTask", "")))
                .isEqualTo(AGENT);
        assertThat(callers.shownOn(request(CALL, "coder", "grep", "GrepCall", "c1")))
                .isEqualTo(AGENT);
        assertThat(callers.shownOn(request(CALL, "system", "user", "ApprovalRequest", "")))
                .isEqualTo(AGENT);
    }

    @Test
    void anAgentThatAnotherOneAsksHasAThreadOfItsOwn() {
        callers.shownOn(request(AGENT, "user", "coder", "AgentTask", ""));
        assertThat(callers.shownOn(request(CALL, "coder", "reader", "AgentTask", "c1")))
                .isEqualTo(CALL);
        var below = new ThreadId(9);
        assertThat(callers.shownOn(request(below, "reader", "grep", "GrepCall", "c1")))
                .isEqualTo(CALL);
    }

    @Test
    void whoseCallerWasNotHeardOfIsShownWhereItIs() {
        assertThat(callers.shownOn(request(CALL, "coder", "grep", "GrepCall", "c1")))
                .isEqualTo(CALL);
    }

    private static Message request(
            ThreadId thread, String sender, String listener, String tag, String call) {
        return new Message(
                new MessageId(1),
                thread,
                Message.Kind.REQUEST,
                sender,
                listener,
                tag,
                Optional.empty(),
                call,
                Bytes.ofUtf8("{}"));
    }
}
