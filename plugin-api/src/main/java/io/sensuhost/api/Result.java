package io.sensuhost.api;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one event at one integration, and why.
 *
 * @param status what became of it, in a word
 * @param action what was done, in the integration's words
 * @param code a stable snake_case word to match on
 * @param reason a sentence for people: what was seen, where, and what to do if anything is to be done; never a secret
 * @param details the facts behind the reason, as JSON; absent facts are left out; unmodifiable
 */
@Stable
public record Result(Status status, Optional<String> action, String code, String reason, Map<String, Object> details) {

    public Result {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(reason, "reason");
        checkedCode(code);
        details = JsonObject.of(details);
    }

    /**
     * A job done.
     *
     * @param action what was done
     * @param code the stable word
     * @param reason the sentence
     * @return the result, without details
     */
    public static Result handled(String action, String code, String reason) {
        return new Result(Status.HANDLED, Optional.of(action), code, reason, Map.of());
    }

    /**
     * Nothing to do.
     *
     * @param code the stable word
     * @param reason the sentence
     * @return the result, without details
     */
    public static Result ignored(String code, String reason) {
        return new Result(Status.IGNORED, Optional.empty(), code, reason, Map.of());
    }

    /**
     * A job put off.
     *
     * @param code the stable word
     * @param reason the sentence
     * @return the result, without details
     */
    public static Result held(String code, String reason) {
        return new Result(Status.HELD, Optional.empty(), code, reason, Map.of());
    }

    /**
     * A job that could not be done.
     *
     * @param code the stable word
     * @param reason the sentence
     * @return the result, without details
     */
    public static Result failed(String code, String reason) {
        return new Result(Status.FAILED, Optional.empty(), code, reason, Map.of());
    }

    /**
     * The same result with more facts.
     *
     * @param more facts to add; one of the same name replaces what was there
     * @return the result with both
     */
    public Result with(Map<String, ?> more) {
        return new Result(status, action, code, reason, JsonObject.merged(details, more));
    }

    static String checkedCode(String code) {
        if (!isSnakeCase(code)) {
            throw new IllegalArgumentException("'" + code + "' is no code: a code is a snake_case word");
        }
        return code;
    }

    /** Not by a pattern, which would take as long as many a decision that ends in a result. */
    private static boolean isSnakeCase(String code) {
        for (int i = 0; i < code.length(); i++) {
            char sign = code.charAt(i);
            if (!isLetter(sign) && (sign < '0' || sign > '9') && sign != '_') {
                return false;
            }
        }
        return !code.isEmpty() && isLetter(code.charAt(0)) && !code.endsWith("_") && !code.contains("__");
    }

    private static boolean isLetter(char sign) {
        return sign >= 'a' && sign <= 'z';
    }
}
