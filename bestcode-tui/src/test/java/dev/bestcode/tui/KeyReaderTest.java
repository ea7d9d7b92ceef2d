package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.jline.utils.NonBlocking;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

class KeyReaderTest {
    @Test
    void keysAndLettersComeInOrder() {
        assertThat(read("a👨\r\u001b[A\u001bOP\u001b[5~\u0003"))
                .containsExactly(
                        new Input.Typed("a"),
                        new Input.Typed("👨"),
                        new Input.Pressed(Input.Key.ENTER),
                        new Input.Pressed(Input.Key.UP),
                        new Input.Pressed(Input.Key.F1),
                        new Input.Pressed(Input.Key.PAGE_UP),
                        new Input.Pressed(Input.Key.INTERRUPT));
    }

    @Test
    void pastedKeysAreText() {
        assertThat(read("\u001b[200~y\u001b[A\rz\u001b[201~"))
                .containsExactly(new Input.Pasted("y\u001b[A\nz"));
    }

    @Test
    void whatIsTooLongToPasteIsNoKeysEither() {
        var most = "x".repeat(TextBuffer.CHARS_MAX);
        assertThat(read("\u001b[200~" + most + "\u001b[201~y"))
                .containsExactly(new Input.Pasted(most), new Input.Typed("y"));
        assertThat(read("\u001b[200~" + most + most + "\rrm\r\u001b[201~y"))
                .containsExactly(
                        new Input.Noted("what was pasted is too long; nothing of it was taken"),
                        new Input.Typed("y"));
    }

    @Test
    void mouseSaysWhere() {
        assertThat(read("\u001b[<0;5;7M\u001b[<0;5;7m\u001b[<64;1;1M"))
                .containsExactly(new Input.Clicked(4, 6), new Input.Wheeled(-1));
    }

    @Test
    void unknownSequencesMeanNothing() {
        assertThat(read("\u001b[99;99;99zq")).containsExactly(new Input.Typed("q"));
    }

    private static List<Input> read(String bytes) {
        var inputs = new ArrayList<Input>();
        var keys = new KeyReader(NonBlocking.nonBlocking("test", new StringReader(bytes)));
        try {
            while (true) {
                keys.next().ifPresent(inputs::add);
            }
        } catch (IOException end) {
            return inputs;
        }
    }
}
