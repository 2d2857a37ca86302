package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import io.sensuhost.host.registry.RegistryException.Kind;
import java.io.IOException;

/** Says what an answer of a Sensu API means; what is not as expected is an error. */
final class ApiAnswers {

    private final ApiAccess access;

    ApiAnswers(ApiAccess access) {
        this.access = access;
    }

    <T> T read(ApiCall call, ApiAnswer answer, Reader<T> reader) {
        mustBe(200, call, answer);
        try {
            return reader.read(answer.body());
        } catch (IOException | RuntimeException e) {
            throw new RegistryException(
                    Kind.NOT_DONE,
                    says(call, answer) + ", which cannot be read; see that nothing else answers at that address",
                    e);
        }
    }

    /** Reads the client that was asked for: what is said of another says nothing of it. */
    Client client(ClientName asked, ApiCall call, ApiAnswer answer, Reader<Client> reader) {
        Client client = read(call, answer, reader);
        if (!ClientName.of(client).equals(asked)) {
            throw new RegistryException(
                    Kind.NOT_DONE,
                    says(call, answer) + ", which is not " + asked + "; see that nothing else answers at that address");
        }
        return client;
    }

    boolean deleted(ApiCall call, ApiAnswer answer, int success) {
        if (answer.status() == 404) {
            return false;
        }
        mustBe(success, call, answer);
        return true;
    }

    void mustBe(int status, ApiCall call, ApiAnswer answer) {
        if (answer.status() != status) {
            boolean refused = answer.status() == 401 || answer.status() == 403;
            throw new RegistryException(
                    Kind.NOT_DONE, says(call, answer) + (refused ? "; check " + access.credentialsSetting() : ""));
        }
    }

    RegistryException endless(ApiCall call) {
        return new RegistryException(
                Kind.NOT_DONE,
                "Sensu's API at " + access + " does not come to an end with " + call + ": it shows more than "
                        + Registry.MOST_CLIENTS
                        + " clients, or the same page again; see that nothing else answers at that address");
    }

    private String says(ApiCall call, ApiAnswer answer) {
        String body = Quote.of(answer.body(), access.secrets());
        return "Sensu's API at " + access + " answered " + call + " with " + answer.status()
                + (body.isEmpty() ? "" : ": " + body);
    }

    /** Reads a body. */
    @FunctionalInterface
    interface Reader<T> {
        T read(String body) throws IOException;
    }
}
