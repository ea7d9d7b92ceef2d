package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.testkit.ToolPeerContract;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// Every native tool keeps the contract of tools, and a wrong one does not.
class ToolContractTest {
    @TempDir Path root;

    private abstract class Kept implements ToolPeerContract {
        private final String name;
        private final String good;
        private final String bad;

        Kept(String name, String good, String bad) {
            this.name = name;
            this.good = good;
            this.bad = bad;
        }

        @Override
        public ToolPeer tool() {
            return new ToolBench(root)
                    .file("a.txt", "x\n").peers().stream()
                            .filter(peer -> peer.descriptor().name().equals(name))
                            .findFirst()
                            .orElseThrow();
        }

        @Override
        public JsonObject goodCall() {
            return Json.parseObject(good.replace('\'', '"'));
        }

        @Override
        public JsonObject badCall() {
            return Json.parseObject(bad.replace('\'', '"'));
        }
    }

    @Nested
    class Read extends Kept {
        Read() {
            super("file-read", "{'path':'a.txt'}", "{'path':'b.txt'}");
        }
    }

    @Nested
    class Write extends Kept {
        Write() {
            super("file-write", "{'path':'new','content':'x'}", "{'path':'../x','content':''}");
        }
    }

    @Nested
    class Edited extends Kept {
        Edited() {
            super(
                    "file-edit",
                    "{'path':'a.txt','edits':[{'old':'x','new':'y'}]}",
                    "{'path':'a.txt','edits':[{'old':'not there','new':'y'}]}");
        }
    }

    @Nested
    class Globbed extends Kept {
        Globbed() {
            super("glob", "{'pattern':'*.txt'}", "{'pattern':'[a'}");
        }
    }

    @Nested
    class Grepped extends Kept {
        Grepped() {
            super("grep", "{'pattern':'x'}", "{'pattern':'(x'}");
        }
    }

    /// Answers differently each time, too much, and with an open schema.
    private static final class Wrong implements ToolPeer, ToolPeerContract {
        private int calls;

        @Override
        public ToolDescriptor descriptor() {
            return ToolDescriptor.of("wrong", "", "{\"type\":\"object\"}");
        }

        @Override
        public Effect effect() {
            return Effect.PURE;
        }

        @Override
        public ToolOutcome call(ToolCall call) {
            return ToolOutcome.succeeded("x".repeat(100_000) + calls++);
        }

        @Override
        public ToolPeer tool() {
            return this;
        }

        @Override
        public JsonObject goodCall() {
            return JsonObject.EMPTY;
        }

        @Override
        public JsonObject badCall() {
            return JsonObject.EMPTY;
        }
    }

    @Test
    void aToolThatBreaksItIsFound() {
        var wrong = new Wrong();

        assertThatThrownBy(wrong::theDescriptorIsTheSameEachTimeAndItsSchemaIsOfAnObjectAndClosed)
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(wrong::aGoodCallSucceedsAndABadOneIsAnOutcomeThatSaysWhy)
                .hasMessageContaining("larger than a model may be shown");
        assertThatThrownBy(wrong::aPureToolAnswersAlikeAgainAndBesideItself)
                .isInstanceOf(AssertionError.class);
        assertThat(wrong.calls).isPositive();
    }
}
