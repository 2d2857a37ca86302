package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UseLockTest {

    @TempDir
    private Path directory;

    @Test
    void whoeverCannotTakeItDoesNotKeepItFromOthers() throws Exception {
        Files.createFile(directory.resolve("in-use"));
        assertThatIOException().isThrownBy(() -> UseLock.take(directory, directory));

        Optional<UseLock> unused = UseLock.ifUnused(directory);

        assertThat(unused).isPresent();
        unused.get().close();
    }

    @Test
    void whatAProcessUsesItselfIsInUseUntilItIsClosed() throws Exception {
        UseLock own = UseLock.take(directory, directory);
        assertThat(UseLock.ifUnused(directory)).isEmpty();

        own.close();

        Optional<UseLock> unused = UseLock.ifUnused(directory);
        assertThat(unused).isPresent();
        unused.get().close();
    }
}
