package io.sensuhost.api;

/**
 * Something that a live call has shown of an integration's settings.
 *
 * @param judgement how good it is
 * @param subject what was looked at: {@code eu-west-1, account sensu-testing}
 * @param message what was found and, where it is not good, what to do; never a secret
 */
@Stable
public record Finding(Judgement judgement, String subject, String message) {

    /** How good something is. */
    public enum Judgement {
        /** As it should be. */
        GOOD,
        /** It may be meant so, and it may not. */
        DOUBTFUL,
        /** Events will fail. */
        BAD
    }
}
