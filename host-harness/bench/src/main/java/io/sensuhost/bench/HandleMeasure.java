package io.sensuhost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One event in a process of its own, beside the AWS CLI that asks for the same instance. */
final class HandleMeasure {

    private static final int PAIRS = 15;

    private HandleMeasure() {}

    static void run() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start(1)) {
            Program program = Program.configuredFor(emulator);
            Path event = Files.createTempFile("sensu-host-bench", ".json");
            Files.write(event, BenchFleet.eventInOwnAccount(0));
            Samples handle = new Samples();
            Samples cli = new Samples();
            for (int pair = -1; pair < PAIRS; pair++) {
                Samples counted = pair < 0 ? new Samples() : handle;
                counted.time(() -> succeed(program.command("handle", event.toString())));
                (pair < 0 ? new Samples() : cli).time(() -> succeed(awsCli(emulator)));
            }
            Files.delete(event);
            System.out.printf(
                    "| %s | handle, ms | AWS CLI, ms | ratio, median of %d pairs |%n|---|---|---|---|%n"
                            + "| | %.0f | %.0f | %.2f |%n",
                    System.getenv().getOrDefault("JAVA_HOME", "java of the path"),
                    PAIRS,
                    handle.median(),
                    cli.median(),
                    handle.medianRatioTo(cli));
        }
    }

    private static ProcessBuilder awsCli(EmulatorProcess emulator) {
        ProcessBuilder command = new ProcessBuilder(
                System.getProperty("aws", "aws"),
                "--endpoint-url",
                emulator.endpoint(),
                "--region",
                "us-west-2",
                "ec2",
                "describe-instances",
                "--instance-ids",
                BenchFleet.idInOwnAccount(0));
        command.environment().put("AWS_ACCESS_KEY_ID", "AKIABENCHBENCHBENCH1");
        command.environment().put("AWS_SECRET_ACCESS_KEY", "bench");
        command.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        return command.redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static void succeed(ProcessBuilder command) throws IOException, InterruptedException {
        Process process =
                command.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command.command() + " exits with " + process.exitValue());
        }
    }
}
