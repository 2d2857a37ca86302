package io.sensuhost.ec2.settings;

import java.util.HexFormat;

/** The forms of instance ids. */
public final class InstanceId {

    private static final String PREFIX = "i-";
    private static final int LONGEST = 64;

    private InstanceId() {}

    /**
     * Whether a string looks like an instance id, as the {@code i-424242} of many examples does.
     *
     * @param text the string
     * @return whether it is {@code i-} and hex digits
     */
    public static boolean isLoose(String text) {
        int digits = digits(text);
        return digits > 0 && digits <= LONGEST;
    }

    /**
     * Whether a string has the form that AWS gives its ids. Only of such an id can EC2 say that it does not exist.
     *
     * @param text the string
     * @return whether it is {@code i-} and 8 or 17 lower-case hex digits
     */
    public static boolean isExact(String text) {
        int digits = digits(text);
        return (digits == 8 || digits == 17) && text.chars().noneMatch(Character::isUpperCase);
    }

    /** How many digits there are, none where there is anything else. */
    private static int digits(String text) {
        int end = text.length();
        while (end > PREFIX.length() && HexFormat.isHexDigit(text.charAt(end - 1))) {
            end--;
        }
        return text.startsWith(PREFIX) && end == PREFIX.length() ? text.length() - end : 0;
    }
}
