package io.sensuhost.ec2.settings;

import java.util.regex.Pattern;

/** The forms of instance ids. */
public final class InstanceId {

    private static final Pattern LOOSE = Pattern.compile("i-[0-9a-fA-F]{1,64}");
    private static final Pattern EXACT = Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})");

    private InstanceId() {}

    /**
     * Whether a string looks like an instance id, as the {@code i-424242} of many examples does.
     *
     * @param text the string
     * @return whether it is {@code i-} and hex digits
     */
    public static boolean isLoose(String text) {
        return LOOSE.matcher(text).matches();
    }

    /**
     * Whether a string has the form that AWS gives its ids. Only of such an id can EC2 say that it does not exist.
     *
     * @param text the string
     * @return whether it is {@code i-} and 8 or 17 lower-case hex digits
     */
    public static boolean isExact(String text) {
        return EXACT.matcher(text).matches();
    }
}
