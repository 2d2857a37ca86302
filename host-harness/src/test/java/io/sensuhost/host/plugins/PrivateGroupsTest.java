package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrivateGroupsTest {

    @TempDir
    private Path etc;

    @ParameterizedTest
    @CsvSource({
        "ada, ada, true",
        "grace, grace, true",
        "sensu, sensu, false",
        "backup, backup, false",
        "staff, ada, false",
        "nobody-knows, nobody-knows, false",
        "root, root, true"
    })
    void aGroupIsAUsersWhereNobodyElseIsInIt(String group, String user, boolean own) throws IOException {
        Files.writeString(etc.resolve("group"), """
                root:x:0:
                ada:x:1000:
                grace:x:1001:grace
                sensu:x:998:sensu-host
                backup:x:34:
                staff:x:50:
                +nis
                """);
        Files.writeString(etc.resolve("passwd"), """
                root:x:0:0:root:/root:/bin/bash
                ada:x:1000:1000::/home/ada:/bin/bash
                sensu:x:998:998::/opt/sensu:/bin/false
                backup:x:34:34::/var/backups:/bin/false
                restore:x:35:34::/var/backups:/bin/false
                broken:x:1
                """);

        assertThat(PrivateGroups.of(etc).isOf(group, user)).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource({"root:x:0:root, halt:x:7:0::/sbin:/sbin/halt", "'root:x:0:root,ada', ada:x:1000:1000::/home/ada:/bin/sh"
    })
    void evenRootsIsNotWhereAnotherUserIsInIt(String group, String user) throws IOException {
        Files.writeString(etc.resolve("group"), group + "\n");
        Files.writeString(etc.resolve("passwd"), "root:x:0:0:root:/root:/bin/bash\n" + user + "\n");

        assertThat(PrivateGroups.of(etc).isOf("root", "root")).isFalse();
    }

    @Test
    void whereNothingIsKnownNoneIs() {
        assertThat(PrivateGroups.of(etc).isOf("ada", "ada")).isFalse();
    }
}
