package io.sensuhost.host.intake.rabbitmq;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The RabbitMQ of this machine, if it has one. Test classes that need it are left out where there is none, and it is said
 * that they are. {@code -Drabbitmq=none} makes the machine one that has none.
 */
public final class InstalledBroker implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ConditionEvaluationResult result = condition(program());
        if (result.isDisabled()) {
            System.out.printf(
                    "LEFT OUT: %s, %s%n",
                    context.getDisplayName(), result.getReason().orElseThrow());
        }
        return result;
    }

    static ConditionEvaluationResult condition(Optional<Path> program) {
        return program.map(found -> ConditionEvaluationResult.enabled("there is " + found))
                .orElseGet(() -> ConditionEvaluationResult.disabled(
                        "for there is no RabbitMQ here: apt-get install rabbitmq-server"));
    }

    /** Not Debian's wrapper first, which forgets the environment and runs one broker a machine. */
    static Optional<Path> program() {
        return System.getProperty("rabbitmq", "").equals("none")
                ? Optional.empty()
                : in(Stream.concat(
                                Stream.of("/usr/lib/rabbitmq/bin"),
                                Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                        .orElse("")
                                        .split(":")))
                        .map(Path::of)
                        .toList());
    }

    static Optional<Path> in(List<Path> places) {
        return places.stream()
                .map(place -> place.resolve("rabbitmq-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
