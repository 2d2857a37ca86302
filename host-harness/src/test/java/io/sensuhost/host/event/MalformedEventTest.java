package io.sensuhost.host.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sensuhost.host.event.MalformedEvent.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MalformedEventTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "7 | an event must be an object, but is 7",
                "null | an event must be an object, but is null",
                "[] | an event must be an object, but is an array",
                "{} | an event must have a client (Sensu Core) or an entity (Sensu Go)",
                "{'spec':{}} | an event must have a client (Sensu Core) or an entity (Sensu Go)",
                "{'client':7} | client must be an object, but is 7",
                "{'client':{}} | client.name must be a non-empty string, but is missing",
                "{'client':{'name':7}} | client.name must be a non-empty string, but is 7",
                "{'client':{'name':''}} | client.name must be a non-empty string, but is empty",
                "{'client':{'name':null}} | client.name must be a non-empty string, but is null",
                "{'client':{'name':['a']}} | client.name must be a non-empty string, but is an array",
                "{'client':{'name':'a'}} | check must be an object, but is missing",
                "{'client':{'name':'a'},'check':{}} | check.name must be a non-empty string, but is missing",
                "{'client':{'name':'a'},'check':{'name':'b'}} | check.status must be a whole number, but is missing",
                "{'client':{'name':'a'},'check':{'name':'b','status':'2'}} | check.status must be a whole number, but is \"2\"",
                "{'client':{'name':'a'},'check':{'name':'b','status':1.5}} | check.status must be a whole number, but is 1.5",
                "{'client':{'name':'a','timestamp':'now'}} | client.timestamp must be a number of seconds since 1970, but is \"now\"",
                "{'client':{'name':'a','timestamp':1801002260000}} | client.timestamp must be a number of seconds since 1970, but is 1801002260000",
                "{'client':{'name':'a','timestamp':1e999}} | client.timestamp must be a number of seconds since 1970, but is 1E+999",
                "{'client':{'name':'a','timestamp':-1}} | client.timestamp must be a number of seconds since 1970, but is -1",
                "{'client':{'name':'a'},'check':{'name':'b','status':2},'action':'explode'} | action must be one of create, flapping, resolve, but is \"explode\"",
                "{'client':{'name':'a'},'check':{'name':'b','status':2},'id':7} | id must be a string, but is 7",
                "{'client':{'name':'a'},'check':{'name':'b','status':2},'occurrences':'x'} | occurrences must be a whole number, but is \"x\"",
                "{'client':{'name':'a'},'check':{'name':'b','status':2},'silenced':'no'} | silenced must be true or false, but is \"no\"",
                "{'client':{'name':'a'},'check':{'name':'b','status':2},'silenced_by':'me'} | silenced_by must be an array of strings, but is \"me\"",
                "{'entity':{}} | entity.metadata must be an object, but is missing",
                "{'entity':{'metadata':{'name':''}},'check':{}} | entity.metadata.name must be a non-empty string, but is empty",
                "{'entity':{'metadata':{'name':'a','labels':7}},'check':{}} | entity.metadata.labels must be an object, but is 7",
                "{'entity':{'metadata':{'name':'a'},'last_seen':true},'check':{}} | entity.last_seen must be a number of seconds since 1970, but is true",
                "{'entity':{'metadata':{'name':'a'}}} | check must be an object, but is missing",
                "{'entity':{'metadata':{'name':'a'}},'check':{'metadata':{}}} | check.metadata.name must be a non-empty string, but is missing",
            })
    void jsonThatIsNoEventIsToldByItsPath(String json, String message) {
        MalformedEvent malformed = malformed(json.replace('\'', '"'));

        assertThat(malformed).hasMessage(message);
        assertThat(malformed.kind()).isEqualTo(Kind.NOT_AN_EVENT);
        assertThat(malformed.place()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"client\": | no JSON: it ends too early at line 1, column 11",
                "{\"client\":\\n  oops} | no JSON: a word stands without quotes at line 2, column 3",
                "{'a':1} | no JSON: Unexpected character (''' (code 39)): was expecting double-quote to start field name at line 1, column 2",
                "{\"a\":1,} | no JSON: Unexpected character ('}' (code 125)): was expecting double-quote to start field name at line 1, column 8",
                "{\"a\":NaN} | no JSON: a word stands without quotes at line 1, column 9",
                "{} {} | no JSON: something follows the end at line 1, column 4",
            })
    void whatIsNoJsonIsToldByLineAndColumn(String text, String message) {
        MalformedEvent malformed = malformed(text.replace("\\n", "\n"));

        assertThat(malformed).hasMessage(message);
        assertThat(malformed.kind()).isEqualTo(Kind.BAD_JSON);
        assertThat(malformed.getMessage()).endsWith(" at " + malformed.place().orElseThrow());
    }

    @Test
    void anEmptyTextIsNoJson() {
        assertThat(malformed("")).hasMessage("no JSON: there is nothing at line 1, column 1");
    }

    @Test
    void aNumberThatNobodyCanHoldIsToldSo() {
        assertThat(malformed("{\"a\":1e99999999902000}"))
                .hasMessage("no JSON: a number is too large to be held at line 1, column 1");
    }

    @Test
    void aBrokenTextIsNotShown() {
        String secret = "wJalrXUtnFEMI";

        assertThat(malformed("{\"secret_access_key\":" + secret + "}")).hasMessageNotContaining(secret.substring(1, 5));
    }

    @Test
    void nestingHasItsBound() {
        assertThat(malformed("[".repeat(100_000)))
                .hasMessageStartingWith("no JSON: it is nested deeper than 200 levels at line 1, column");
    }

    @Test
    void sizeHasItsBound() {
        byte[] blanks = new byte[(16 << 20) + 1];
        Arrays.fill(blanks, (byte) ' ');

        MalformedEvent malformed = catchThrowableOfType(MalformedEvent.class, () -> Samples.DECODER.decode(blanks));

        assertThat(malformed.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(malformed).hasMessage("larger than 16 MiB, from line 1, column 1");
    }

    @Test
    void aLongValueIsCutInTheMessage() {
        assertThat(malformed("{\"client\":\"" + "x".repeat(1_000_000) + "\"}").getMessage())
                .hasSizeLessThan(200);
    }

    @Test
    void aNameHasItsBound() {
        assertThat(malformed(Samples.tiny("x".repeat(256))))
                .hasMessageStartingWith("client.name must be a string of at most 255 characters, but is \"xxx");
    }

    @Test
    void aStackTraceIsNotPartOfIt() {
        assertThat(malformed("{").getStackTrace()).isEmpty();
    }

    private static MalformedEvent malformed(String json) {
        return catchThrowableOfType(MalformedEvent.class, () -> Samples.DECODER.decode(json.getBytes(UTF_8)));
    }
}
