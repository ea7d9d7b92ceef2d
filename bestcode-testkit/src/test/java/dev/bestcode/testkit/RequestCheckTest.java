package dev.bestcode.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class RequestCheckTest {
    private static final String USER = "{'role':'user','content':[{'type':'text','text':'x'}]}";
    private static final String CALL = call("a");

    @Test
    void aConversationWithToolsIsTaken() {
        assertThat(
                        problems(
                                "'tools':[{'name':'grep','input_schema':{'type':'object'}}],"
                                        + "'system':[{'type':'text','text':'s'}],"
                                        + messages(
                                                USER, CALL, result("a"), call("b"), result("b"))))
                .isEmpty();
        assertThat(problems("'system':'s'," + messages("{'role':'user','content':'x'}"))).isEmpty();
    }

    @Test
    void aToolUseNeedsItsResultInTheVeryNextMessage() {
        assertThat(problems(messages(USER, CALL))).singleElement().asString().contains("[a]");
        assertThat(problems(messages(USER, CALL, USER))).hasSize(1);
        assertThat(problems(messages(USER, CALL, USER, result("a")))).hasSize(3);
        assertThat(problems(messages(USER, CALL, result("b")))).hasSize(1);
        assertThat(problems(messages(USER, result("a")))).hasSize(2);
        var late =
                "{'role':'user','content':[{'type':'text','text':'x'},"
                        + "{'type':'tool_result','tool_use_id':'a','content':[]}]}";
        assertThat(problems(messages(USER, CALL, late)))
                .singleElement()
                .asString()
                .contains("must come first");
        var twice =
                "{'role':'user','content':[{'type':'tool_result','tool_use_id':'a'},"
                        + "{'type':'tool_result','tool_use_id':'a'}]}";
        assertThat(problems(messages(USER, CALL, twice)))
                .singleElement()
                .asString()
                .contains("a second tool_result");
    }

    @Test
    void idsAreUniqueInTheWholeConversation() {
        assertThat(problems(messages(USER, CALL, result("a"), CALL, result("a"))))
                .singleElement()
                .asString()
                .contains("must be unique: a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'messages':[] | at least one message",
                "'messages':[{'role':'assistant','content':'x'}] | the first message",
                "'messages':[{'role':'system','content':'x'}] | messages.0.role",
                "'messages':[{'role':'user','content':' '}] | must not be blank",
                "'messages':[{'role':'user','content':[]}] | must not be empty",
                "'messages':[{'role':'user'}] | text or blocks",
                "'messages':[{'role':'user','content':[{'type':'text','text':' '}]}] | white space",
                "'messages':[{'role':'user','content':[{'type':'tool_use','id':'a'}]}] | not a"
                        + " user's",
                "'messages':[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':"
                        + "'thinking','thinking':'','signature':''}]}] | final block",
                "'messages':[{'role':'user','content':'x'}],'max_token':1 | extra inputs",
                "'messages':[{'role':'user','content':'x'}],'system':[{'type':'text','text':''}] |"
                        + " system.0",
                "'messages':[{'role':'user','content':'x'}],'tools':[{'name':'a"
                        + " b','input_schema':{'type':'object'}}] | not a tool's name",
                "'messages':[{'role':'user','content':'x'}],'tools':[{'name':'a','input_schema':{}}]"
                        + " | must be 'object'",
            })
    void whatNoProviderTakesIsNamed(String members, String problem) {
        assertThat(problems(members)).singleElement().asString().contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'content':[],'is_error':true | cannot be empty",
                "'is_error':true | cannot be empty",
                "'content':[{'type':'image'}],'is_error':true | must be type text",
                "'content':[{'type':'text','text':' '}] | white space",
            })
    void aResultThatNoProviderTakesIsNamed(String members, String problem) {
        var result =
                "{'role':'user','content':[{'type':'tool_result','tool_use_id':'a',%s}]}"
                        .formatted(members);
        assertThat(problems(messages(USER, CALL, result)))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void modelAndBoundAreRequired() {
        var bare = "{" + messages(USER) + "}";
        assertThat(RequestCheck.problems(Json.parseObject(bare.replace('\'', '"'))))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).startsWith("model:"),
                        two -> assertThat(two).startsWith("max_tokens:"));
    }

    private static List<String> problems(String members) {
        var text = "{'model':'m','max_tokens':1," + members + "}";
        return RequestCheck.problems(Json.parseObject(text.replace('\'', '"')));
    }

    private static String messages(String... messages) {
        return "'messages':[" + String.join(",", messages) + "]";
    }

    private static String call(String id) {
        return "{'role':'assistant','content':[{'type':'tool_use','id':'%s','name':'grep','input':{}}]}"
                .formatted(id);
    }

    private static String result(String id) {
        return "{'role':'user','content':[{'type':'tool_result','tool_use_id':'%s','content':[]}]}"
                .formatted(id);
    }
}
