package io.sensuhost.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    private final Redactor redactor = new Redactor(List.of("pin"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "passwd",
                "pass",
                "api_key",
                "api_token",
                "access_key",
                "secret_key",
                "private_key",
                "secret",
                "routing_key",
                "access_token_read",
                "access_token_write",
                "access_token_path",
                "webhook_url",
                "nickserv_password",
                "channel_password",
                "community",
                "keystore_password",
                "truststore_password",
                "proxy_password",
                "access_key_id",
                "secret_access_key",
                "token",
                "external_id",
                "pin",
                "Password"
            })
    void theValueOfASecretKeyIsReplaced(String key) {
        assertThat(redactor.redact(Map.of(key, "s3cret"))).isEqualTo(Map.of(key, "REDACTED"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pasword", "passowrd", "Passwort", "passwords", "api_kye", "secret_acess_key", "tokens", "passw"
            })
    void soIsThatOfOneWithAMisspeltLetter(String key) {
        assertThat(redactor.redact(Map.of(key, "s3cret"))).isEqualTo(Map.of(key, "REDACTED"));
        assertThat(redactor.redactAt("api." + key + "[0]", "s3cret")).isEqualTo("REDACTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"past", "pid", "path", "passage", "access", "key", "internal_id"})
    void oneThatIsMerelyLikeItIsAnother(String key) {
        assertThat(redactor.redact(Map.of(key, "open"))).isEqualTo(Map.of(key, "open"));
        assertThat(redactor.redactAt("api." + key, "open")).isEqualTo("open");
    }

    @Test
    void secretsAreFoundAtAnyDepthAndWhateverTheirKind() {
        Map<String, Object> event = Map.of(
                "client",
                Map.of("ec2", List.of(List.of(Map.of("secret", Map.of("a", "s3cret"))), Map.of("pass", 1234))));

        assertThat(redactor.redact(event))
                .isEqualTo(Map.of(
                        "client",
                        Map.of("ec2", List.of(List.of(Map.of("secret", "REDACTED")), Map.of("pass", "REDACTED")))));
    }

    @Test
    void whatIsNoSecretStaysAndInItsOrder() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("z", null);
        values.put("passage", "open");
        values.put("a", List.of(1, 2.0, true, "https://example.com/a@b?x=y@z"));

        assertThat(redactor.redact(values)).isEqualTo(values);
        assertThat(redactor.redact(values).keySet()).containsExactly("z", "passage", "a");
    }

    @ParameterizedTest
    @CsvSource({
        "amqp://user:pass@h, amqp://REDACTED@h",
        "amqp://user:p@ss@h/vhost, amqp://REDACTED@h/vhost",
        "amqp://user:pa/ss@h/vhost, amqp://REDACTED@h/vhost",
        "redis://:pass@h:6379/0, redis://REDACTED@h:6379/0",
        "https://token@h, https://REDACTED@h",
        "see http://a:b@h and http://c:d@i, see http://REDACTED@h and http://REDACTED@i",
        "http://h:8080/a@b, http://h:8080/a@b",
        "http://[::1]:8080/a@b, http://[::1]:8080/a@b",
        "mail me@h, mail me@h",
    })
    void userInformationInUrlsIsReplaced(String text, String shown) {
        assertThat(redactor.redactValue(text)).isEqualTo(shown);
    }
}
