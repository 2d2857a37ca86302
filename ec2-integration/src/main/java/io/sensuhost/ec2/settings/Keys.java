package io.sensuhost.ec2.settings;

import java.util.Optional;

/** The credentials to begin with: a pair of keys, or whatever AWS's default chain finds. */
public sealed interface Keys {

    /**
     * A pair of static keys.
     *
     * @param accessKeyId the key's id
     * @param secretAccessKey its secret
     */
    record Pair(String accessKeyId, String secretAccessKey) implements Keys {
        /** No part of it: both halves are secrets to Sensu. */
        @Override
        public String toString() {
            return "static keys";
        }
    }

    /** What AWS's default chain finds. */
    record DefaultChain() implements Keys {
        @Override
        public String toString() {
            return "the default credentials chain";
        }
    }

    /**
     * The keys that two optional halves make.
     *
     * @param accessKeyId the key's id
     * @param secretAccessKey its secret
     * @return the pair, if both are there and neither has been redacted
     */
    static Optional<Keys> of(Optional<String> accessKeyId, Optional<String> secretAccessKey) {
        return accessKeyId
                .filter(Keys::usable)
                .flatMap(id -> secretAccessKey.filter(Keys::usable).map(secret -> new Pair(id, secret)));
    }

    /** A Sensu client puts this word in the place of its secrets before it sends them. */
    private static boolean usable(String half) {
        return !half.equals("REDACTED");
    }
}
