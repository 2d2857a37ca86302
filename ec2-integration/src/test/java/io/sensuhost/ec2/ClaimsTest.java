package io.sensuhost.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.EventBuilder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsTest {

    private static final String ID = "i-0000000a";

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "web-1, '', true",
        "'', web-1, true",
        "web-1, web-1, true",
        "web-1 web-1, web-1, true",
        "web-1, web-2, false",
        "web-1 web-2, '', false",
        "'', web-1 web-2, false",
        "web-1 web-2, web-1, false",
        "web-1 web-2, web-1 web-2, false"
    })
    void oneClientAtMostClaimsAnInstanceWhereTheyAgree(String here, String there, boolean agree) {
        assertThat(claimsOf(here).agree(claimsOf(there), ID)).isEqualTo(agree);
    }

    private static Claims claimsOf(String clients) {
        Claims claims = new Claims(10);
        List.of(clients.split(" ")).stream()
                .filter(name -> !name.isEmpty())
                .forEach(name ->
                        claims.add(EventBuilder.keepaliveOf(name).build().client(), ID));
        return claims;
    }
}
