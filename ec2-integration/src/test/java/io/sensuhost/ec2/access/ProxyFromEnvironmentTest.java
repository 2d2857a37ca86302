package io.sensuhost.ec2.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

class ProxyFromEnvironmentTest {

    @Test
    void whatIsAskedForOverTlsGoesThroughTheProxyForIt() {
        ProxyConfiguration proxy = ProxyFromEnvironment.of(
                Map.of("HTTPS_PROXY", "http://user:word@proxy.example:3128", "HTTP_PROXY", "http://other:1"), "https");

        assertThat(proxy.host()).isEqualTo("proxy.example");
        assertThat(proxy.port()).isEqualTo(3128);
        assertThat(proxy.scheme()).isEqualTo("http");
        assertThat(proxy.username()).isEqualTo("user");
        assertThat(proxy.password()).isEqualTo("word");
    }

    @Test
    void aUserNeedsNoPassword() {
        ProxyConfiguration proxy =
                ProxyFromEnvironment.of(Map.of("HTTPS_PROXY", "http://user@proxy.example:3128"), "https");

        assertThat(proxy.username()).isEqualTo("user");
        assertThat(proxy.password()).isEmpty();
    }

    @Test
    void lowerCaseAndNoSchemeAreAsGood() {
        assertThat(ProxyFromEnvironment.of(Map.of("https_proxy", "proxy.example:3128"), "https")
                        .host())
                .isEqualTo("proxy.example");
    }

    @Test
    void withoutAVariableForTheSchemeThereIsNoProxy() {
        assertThat(ProxyFromEnvironment.of(Map.of("HTTP_PROXY", "http://proxy.example:3128"), "https")
                        .host())
                .isNull();
        assertThat(ProxyFromEnvironment.of(Map.of("HTTPS_PROXY", " "), "https").host())
                .isNull();
    }

    @Test
    void hostsAndWholeDomainsAreLeftOut() {
        ProxyConfiguration proxy = ProxyFromEnvironment.of(
                Map.of("HTTPS_PROXY", "http://proxy.example:3128", "NO_PROXY", ", 10.0.0.1,, .internal,aws.example,"),
                "https");

        assertThat("10.0.0.1").matches(host -> excepted(proxy, host));
        assertThat("vpce.internal").matches(host -> excepted(proxy, host));
        assertThat("ec2.aws.example").matches(host -> excepted(proxy, host));
        assertThat("ec2.eu-west-1.amazonaws.com").matches(host -> !excepted(proxy, host));
        assertThat("ec2.eu-west-1.amazonaws.com.").matches(host -> !excepted(proxy, host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://user:hu^hush@proxy.example:3128", "http://user:hush@", "hush hush"})
    void whatIsNoUrlIsSaidAndNotQuotedSinceThereMayBeAPasswordInIt(String value) {
        assertThatThrownBy(() -> ProxyFromEnvironment.of(Map.of("HTTPS_PROXY", value), "https"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HTTPS_PROXY of the environment is no URL of a proxy")
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }

    @Test
    void whatRunsBesideTheHostIsNotAskedForThroughAProxy() {
        ProxyConfiguration proxy = ProxyFromEnvironment.of(Map.of("HTTP_PROXY", "http://proxy.example:3128"), "http");

        assertThat("127.0.0.1").matches(host -> excepted(proxy, host));
        assertThat("[::1]").matches(host -> excepted(proxy, host));
        assertThat("::1").matches(host -> excepted(proxy, host));
        assertThat("ec2.eu-west-1.amazonaws.com").matches(host -> !excepted(proxy, host));
    }

    private static boolean excepted(ProxyConfiguration proxy, String host) {
        return proxy.nonProxyHosts().stream().anyMatch(host::matches);
    }
}
