package io.sensuhost.host.soak;

import io.sensuhost.host.daemon.Installation;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.World;
import io.sensuhost.host.registry.FakeSensuCore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The host, its load, and all around it that goes wrong. */
final class Stage implements AutoCloseable {

    private static final String KILLED = "host is killed";
    private static final String STOPPED = "host is stopped";
    private static final int RESULTS_BETWEEN_ACCIDENTS = 40;
    private static final int RESULTS_TO_WARM_UP = 200;
    private static final Duration LONGEST_END = Duration.ofSeconds(90);

    private final Book book = new Book();
    private final Tally faults = new Tally();
    private final FakeSensuCore registry = new FakeSensuCore();
    private final Emulator emulator = Emulator.start(new World());
    private final Machines machines;
    private final AwsWeather aws;
    private final RegistryWeather sensu;
    private final Host host;
    private final Load load;
    private final Accidents accidents;

    Stage(Path directory, Random random) throws Exception {
        machines = new Machines(emulator, registry, random);
        aws = new AwsWeather(emulator, faults, random);
        sensu = new RegistryWeather(registry, faults, random);
        Installation installation = installation(directory);
        Path plugin = installation.ownPlugins().resolve("ec2.jar");
        host = new Host(installation, book);
        load = new Load(host, book, machines, random);
        accidents = new Accidents(host, installation, plugin, book, faults, random);
        faults.of(List.of(KILLED, STOPPED));
    }

    private Installation installation(Path directory) throws Exception {
        return Installation.in(directory, emulator)
                .withJava("-XX:SoftRefLRUPolicyMSPerMB=0")
                .tellingSensuCore(registry.url())
                .configured("soak.json", """
                        {'ec2': {'timeout': 8, 'allowed_instance_states': ['running', 'pending'],
                                 'accounts': [{'name': 'other', 'role_arn': '%s'}]},
                         'host': {'tcp': {'handler': 'ec2'}, 'registry': {'timeout': 3},
                                  'deregistration_guard': {'window': 10, 'min_allowed': 20, 'max_fraction': 0.1}}}
                        """.formatted(Machines.ROLE));
    }

    void begin() {
        aws.begin();
        sensu.begin();
        goOn();
    }

    void goOn() {
        load.ofAll();
    }

    void anAccident() throws Exception {
        book.awaitResults(RESULTS_BETWEEN_ACCIDENTS);
        accidents.next();
    }

    void aKill() throws Exception {
        book.awaitResults(RESULTS_BETWEEN_ACCIDENTS);
        host.killAndStart();
        faults.count(KILLED);
    }

    void aStop() throws Exception {
        book.awaitResults(RESULTS_BETWEEN_ACCIDENTS);
        host.stopAndStart();
        faults.count(STOPPED);
    }

    void warmUp() throws Exception {
        anAccident();
        book.awaitResults(RESULTS_TO_WARM_UP);
    }

    /** Sends no more, waits until nothing is under way, and looks. */
    Size atRest() throws Exception {
        load.pause();
        book.awaitAll();
        return Size.of(host.daemon());
    }

    /** Everything works again: one more event of each client that has to stay, and some of each that has to go. */
    Duration end() throws Exception {
        load.pause();
        aws.end();
        sensu.end();
        book.awaitAll();
        long began = System.nanoTime();
        machines.thatHaveToStay().forEach(load::send);
        load.ofThoseThatHaveToGo();
        machines.awaitAllGone(LONGEST_END);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        load.pause();
        book.awaitAll();
        return took;
    }

    boolean hasSeenAll() {
        return faults.missing().isEmpty();
    }

    Book book() {
        return book;
    }

    Tally faults() {
        return faults;
    }

    Machines machines() {
        return machines;
    }

    Host host() {
        return host;
    }

    Accidents accidents() {
        return accidents;
    }

    @Override
    public void close() {
        load.close();
        host.close();
        emulator.close();
        registry.close();
    }
}
