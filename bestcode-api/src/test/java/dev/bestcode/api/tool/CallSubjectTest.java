package dev.bestcode.api.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallSubjectTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'content':'line of text','path':'f.txt'} | f.txt",
                "{'glob':'*.java','pattern':'main','path':'src'} | main",
                "{'timeout_ms':5,'command':'ls'} | ls",
                "{'number':1,'paths':['a','b']} | a",
                "{'question':'why'} | why",
                "{'path':7,'name':'n'} | n",
                "{'number':1} | ''"
            })
    void itIsWhatTellsOneCallFromAnother(String arguments, String subject) {
        assertThat(CallSubject.of(Json.parseObject(arguments.replace('\'', '"'))))
                .isEqualTo(subject.equals("''") ? "" : subject);
    }
}
