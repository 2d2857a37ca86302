package io.sensuhost.host.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Instances in order of id, and the token for those that follow. */
record Page(List<Instance> instances, Optional<String> nextToken) {

    /** Cuts a page from all that follow; pages stay right when instances come and go between them. */
    static Page of(List<Instance> all, int size) {
        if (all.size() <= size) {
            return new Page(all, Optional.empty());
        }
        List<Instance> first = all.subList(0, size);
        byte[] last = first.get(size - 1).id().getBytes(StandardCharsets.UTF_8);
        return new Page(first, Optional.of(Base64.getUrlEncoder().encodeToString(last)));
    }

    /** The id that a page ended with. @throws IllegalArgumentException for what is no token of ours */
    static String lastBefore(String token) {
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    }
}
