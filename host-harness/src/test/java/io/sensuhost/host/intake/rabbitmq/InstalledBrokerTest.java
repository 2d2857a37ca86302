package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.io.TempDir;

final class InstalledBrokerTest {

    @TempDir
    private Path directory;

    @Test
    void whereThereIsNoneTestsAreLeftOutAndSayWhatTheyWouldTake() {
        ConditionEvaluationResult none = InstalledBroker.condition(Optional.empty());

        assertThat(none.isDisabled()).isTrue();
        assertThat(none.getReason().orElseThrow()).contains("apt-get install rabbitmq-server");
        assertThat(InstalledBroker.condition(Optional.of(directory)).isDisabled())
                .isFalse();
    }

    @Test
    void whatCannotBeRunIsNone() throws IOException {
        Files.writeString(directory.resolve("rabbitmq-server"), "a note");

        assertThat(InstalledBroker.in(List.of(directory))).isEmpty();
    }

    @Test
    void theFirstOfSeveralPlacesThatHasOneIsTaken() throws IOException {
        Path program = Files.createFile(
                directory.resolve("rabbitmq-server"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        assertThat(InstalledBroker.in(List.of(directory.resolve("empty"), directory)))
                .contains(program);
    }
}
