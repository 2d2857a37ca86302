package io.sensuhost.api.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sensuhost.api.Experimental;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/**
 * What becomes of good bytes on a bad way: something in them is cut, repeated, exchanged, or replaced by what readers
 * stumble over. The same random numbers make the same damage.
 *
 * <pre>{@code
 * @Property
 * void anyDamageToAnAnswerIsAnAnswerOrAnError(@ForAll Random random) {
 *     Answer.read(Mutations.of(GOOD, random));
 * }
 * }</pre>
 */
@Experimental
public final class Mutations {

    private static final int MOST_AT_ONCE = 4;

    private static final List<byte[]> STUMBLING_BLOCKS = List.of(
            bytes(""),
            bytes("\0"),
            bytes("\uFEFF"),
            bytes("\u202e\u0000\u001b[31m\r\n"),
            bytes("\\ud800"),
            bytes("\ud83d\ude00"),
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc0, (byte) 0x80},
            bytes("null"),
            bytes("-1"),
            bytes("1e999999999"),
            bytes("-1e-999999999"),
            bytes("9223372036854775808"),
            bytes("9".repeat(2_000)),
            bytes("NaN"),
            bytes("\"" + "x".repeat(20_000) + "\""),
            bytes("[".repeat(3_000)),
            bytes("{\"a\":".repeat(3_000)),
            bytes("[{\"a\":\n".repeat(300)),
            bytes("<a>".repeat(3_000)),
            bytes(" ".repeat(5_000)),
            bytes("{}"),
            bytes("[]"),
            bytes("[null]"),
            bytes("\""),
            bytes("{"),
            bytes("}"),
            bytes("]"),
            bytes(","),
            bytes(":"),
            bytes("\n"),
            bytes("<!DOCTYPE a [<!ENTITY b \"c\">]>&b;"),
            bytes("${jndi:x}%s%n{}"));

    private Mutations() {}

    /**
     * Damages bytes in up to four ways, one after the other.
     *
     * @param good the bytes; left as they are
     * @param random says how and where
     * @return damaged bytes, at most some 100 KiB longer
     */
    public static byte[] of(byte[] good, Random random) {
        byte[] damaged = good;
        for (int left = 1 + random.nextInt(MOST_AT_ONCE); left > 0; left--) {
            damaged = once(damaged, random);
        }
        return damaged;
    }

    private static byte[] once(byte[] good, Random random) {
        int one = random.nextInt(good.length + 1);
        int other =
                random.nextBoolean() ? random.nextInt(good.length + 1) : Math.min(good.length, one + random.nextInt(8));
        int start = Math.min(one, other);
        int end = Math.max(one, other);
        return switch (random.nextInt(6)) {
            case 0 -> joined(good, 0, start);
            case 1 -> joined(good, 0, start, end, good.length);
            case 2 -> joined(good, 0, end, start, good.length);
            case 3 -> joined(good, start, end, 0, start, end, good.length);
            case 4 -> withByte(good, start, (byte) random.nextInt());
            default -> with(good, start, end, STUMBLING_BLOCKS.get(random.nextInt(STUMBLING_BLOCKS.size())));
        };
    }

    private static byte[] withByte(byte[] good, int at, byte other) {
        return with(good, at, Math.min(good.length, at + 1), new byte[] {other});
    }

    private static byte[] with(byte[] good, int start, int end, byte[] instead) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(good, 0, start);
        out.writeBytes(instead);
        out.write(good, end, good.length - end);
        return out.toByteArray();
    }

    /** Parts of the bytes, each given by its start and its end. */
    private static byte[] joined(byte[] good, int... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < parts.length; i += 2) {
            out.write(good, parts[i], parts[i + 1] - parts[i]);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
