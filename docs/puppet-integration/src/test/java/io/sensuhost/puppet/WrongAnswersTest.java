package io.sensuhost.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong, slow or missing answer is a failed event, and removes nobody. */
final class WrongAnswersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            404 | <html>Not Found</html>
            404 | {"error":"Not Found"}
            404 | {"error":"No information is known about node web-2"}
            404 | {"error":"No information is known about node web-11"}
            404 | {"error":"No information is known about environment web-1"}
            404 | {"error":7}
            404 | []
            404 | ``
            410 | {"error":"No information is known about node web-1"}
            200 | {"error":"No information is known about node web-1"}
            200 | <html>Sign in</html>
            200 | {"certname":"web-2","deactivated":"2026-11-20T08:00:00.000Z"}
            200 | [{"certname":"web-1","deactivated":"2026-11-20T08:00:00.000Z"}]
            200 | {"certname":"web-1","deactivated":"a while ago","expired":null}
            200 | {"certname":"web-1","deactivated":true}
            200 | null
            200 | ``
            204 | ``
            301 | ``
            302 | ``
            307 | ``
            400 | no
            """)
    void whatIsNotPuppetDbsAnswerAboutTheNodeIsUnavailable(int status, String body) {
        try (Bench bench = new Bench()) {
            bench.puppetDb.answersOnly(status, body);

            assertFailed(bench, "unavailable", "is not PuppetDB: check endpoint");
            assertThat(bench.puppetDb.asked()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusalIsAccessDenied(int status) {
        try (Bench bench = new Bench()) {
            bench.puppetDb.answersOnly(status, "");

            assertFailed(bench, "access_denied", "status " + status);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void whatMayPassIsAskedAgain(int status) {
        try (Bench bench = new Bench(10)) {
            bench.puppetDb.answersOnly(status, "{\"error\":\"No information is known about node web-1\"}");

            assertFailed(bench, "unavailable", "PuppetDB at");
            assertThat(bench.puppetDb.asked()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() {
        try (Bench bench = new Bench(1)) {
            bench.puppetDb.answersOnly(200, " ".repeat(100_000));

            assertFailed(bench, "unavailable", "PuppetDB at");
        }
    }

    @Test
    void noAnswerIsATimeOut() {
        try (Bench bench = new Bench(1)) {
            bench.puppetDb.fallsSilent();

            assertFailed(bench, "unavailable", "there was no answer within 1.0 s");
            assertThat(bench.stage.context().metrics().recorded("answer_seconds"))
                    .containsExactly(1.0);
        }
    }

    @Test
    void nobodyThereIsUnavailable() {
        try (Bench bench = new Bench(1)) {
            bench.puppetDb.close();

            assertFailed(bench, "unavailable", "PuppetDB at " + bench.puppetDb.url() + "/pdb/query/v4/nodes");
        }
    }

    private static void assertFailed(Bench bench, String code, String reason) {
        Result result = bench.withClient("db-1").handleKeepaliveOf("web-1");

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.reason()).contains(reason);
        assertThat(bench.deregistrations()).isEmpty();
    }
}
