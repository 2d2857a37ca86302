package io.sensuhost.host.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the host itself is told in its scope {@code host}, with the defaults for what it is not told.
 *
 * @param stateDir where {@code handle} keeps its state; {@code /var/lib/sensu-host} by default
 * @param auditFile by default {@code audit.jsonl} in the state directory
 * @param caCert authorities that integrations trust besides those that the JDK trusts, in a PEM file
 * @param rabbitmq the queue to take events from; empty if there is none
 */
public record HostSettings(
        Path stateDir,
        Path auditFile,
        RegistrySettings registry,
        GuardSettings deregistrationGuard,
        TcpSettings tcp,
        HttpSettings http,
        Optional<Path> caCert,
        Optional<RabbitSettings> rabbitmq) {

    static HostSettings read(Attributes host, Attributes root) {
        Optional<Attributes> api = root.find("api");
        Path stateDir = host.get("state_dir", Shape.FILE, "/var/lib/sensu-host");
        HostSettings settings = new HostSettings(
                stateDir,
                host.get(
                        "audit_file",
                        Shape.FILE,
                        stateDir.resolve("audit.jsonl").toString()),
                RegistrySettings.read(host.object("registry"), api),
                GuardSettings.read(host.object("deregistration_guard")),
                TcpSettings.read(host.object("tcp")),
                HttpSettings.read(host.object("http")),
                host.get("ca_cert", Shape.FILE),
                host.find("rabbitmq").map(rabbitmq -> RabbitSettings.read(rabbitmq, root)));
        host.warnOfOthers();
        return settings;
    }
}
