package io.sensuhost.host.registry;

import java.util.Map;

/** How many bytes values take as JSON text in ASCII, a little more rather than less. */
final class TextLength {

    private static final int ESCAPED = 6;
    private static final int AROUND = 4;

    private TextLength() {}

    static long of(Object json) {
        long length = AROUND;
        if (json instanceof String text) {
            length += of(text);
        } else if (json instanceof Integer || json instanceof Long) {
            length += digits(((Number) json).longValue());
        } else if (json instanceof Map<?, ?> object) {
            for (Map.Entry<?, ?> member : object.entrySet()) {
                length += of(member.getKey()) + of(member.getValue());
            }
        } else if (json instanceof Iterable<?> array) {
            for (Object element : array) {
                length += of(element);
            }
        } else {
            length += String.valueOf(json).length();
        }
        return length;
    }

    /** With the sign. */
    private static int digits(long number) {
        int digits = number < 0 ? 2 : 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static long of(String text) {
        int escaped = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escaped += c >= ' ' && c < 0x7f && c != '"' && c != '\\' ? 0 : 1;
        }
        return text.length() + (ESCAPED - 1L) * escaped;
    }
}
