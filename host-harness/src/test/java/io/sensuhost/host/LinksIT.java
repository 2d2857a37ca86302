package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every link leads somewhere in the unpacked archive too, and to nothing outside of it. */
final class LinksIT {

    private static final Path HOME =
            Path.of(System.getProperty("sensu-host.home")).toAbsolutePath().normalize();

    @Test
    void everyLinkLeadsSomewhereWithinTheArchive() throws IOException {
        for (Page page : Page.in(HOME)) {
            page.leadsSomewhere();
            assertThat(page.targets())
                    .as(page.file().toString())
                    .allSatisfy(target -> assertThat(target).startsWith(HOME));
        }
    }
}
