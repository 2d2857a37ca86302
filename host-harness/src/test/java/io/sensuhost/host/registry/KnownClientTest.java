package io.sensuhost.host.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Client;
import io.sensuhost.api.testkit.EventBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownClientTest {

    @Test
    void nothingIsLostInPacking() {
        Map<String, Object> odd = new HashMap<>();
        odd.put("nothing", null);
        odd.put("list", Arrays.asList(1, null, "two", List.of(), Map.of("deep", true)));
        odd.put("huge", new BigInteger("123456789012345678901234567890"));
        odd.put("fraction", new BigDecimal("1E+999"));
        odd.put("words", "grüße 🌱 \u0000 \" \\ half a character: \ud83c");
        Client client = EventBuilder.keepaliveOf("web-1")
                .inNamespace("blue")
                .with("odd", odd)
                .client();

        KnownClient known = new KnownClient(client);
        known.pack();

        assertThat(known.unpacked()).isEqualTo(client).isNotSameAs(client);
        assertThat(known.name()).isEqualTo(ClientName.of(client));
        assertThat(known.heard()).isEqualTo(client.timestamp().orElseThrow());
    }
}
