package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CannotListenExceptionTest {

    @ParameterizedTest
    @CsvSource({
        "Address already in use, stop what listens there already",
        "Permission denied, set host.tcp.port to one above 1023",
        "Cannot assign requested address, set host.tcp.bind to an address of this machine"
    })
    void theMendIsThatOfTheCause(String cause, String mend) {
        assertThat(new CannotListenException("host.tcp", "192.0.2.1", 80, new BindException(cause)))
                .hasMessageStartingWith("host.tcp: cannot listen on 192.0.2.1:80: " + cause + "; " + mend);
    }
}
