package io.sensuhost.host.scenario;

import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Something that goes wrong in the emulated AWS. What is left out of the first three is about all calls.
 *
 * @param action the calls' name: {@code DescribeInstances}, {@code AssumeRole}
 * @param region where they are made
 * @param instance an instance that they name
 * @param times how many calls are struck; zero means all
 * @param error the error that is answered
 * @param hang whether nothing is answered
 * @param cut whether the connection is cut
 * @param delay seconds before the right answer
 */
record FaultTold(
        String action,
        String region,
        String instance,
        int times,
        ErrorTold error,
        boolean hang,
        boolean cut,
        double delay) {

    record ErrorTold(int status, String code) {}

    void switchOn(Emulator emulator) {
        Predicate<Call> about = Call.any();
        if (action != null) {
            about = about.and(Call.of(action));
        }
        if (region != null) {
            about = about.and(Call.inRegion(region));
        }
        if (instance != null) {
            about = about.and(Call.naming(instance));
        }
        if (times > 0) {
            emulator.faults().next(times, about, fault());
        } else {
            emulator.faults().always(about, fault());
        }
    }

    private Fault fault() {
        if (error != null) {
            return Fault.error(error.status(), error.code());
        }
        if (hang) {
            return Fault.hang();
        }
        return cut ? Fault.cut() : Fault.delay(Duration.ofMillis(Math.round(delay * 1000)));
    }
}
