package io.sensuhost.ec2.access;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Breaks an answer off that is longer or nested deeper than any of AWS's: the SDK reads all of it, by recursion. */
final class BoundedAnswers implements ExecutionInterceptor {

    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_LEVELS = 100;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.responseBody().map(Bounded::new);
    }

    /** Knows no more of XML than that a tag opens, closes or does both. */
    private static final class Bounded extends FilterInputStream {

        private long count;
        private int depth;
        private int last;

        Bounded(InputStream answer) {
            super(answer);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (next >= 0) {
                take(next);
            }
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            for (int i = offset; i < offset + read; i++) {
                take(bytes[i] & 0xff);
            }
            return read;
        }

        private void take(int next) throws IOException {
            count++;
            if (last == '<') {
                depth += next == '/' ? -1 : next == '!' || next == '?' ? 0 : 1;
            } else if (last == '/' && next == '>') {
                depth--;
            }
            last = next;
            if (count > MOST_BYTES || depth > MOST_LEVELS) {
                throw new IOException("the answer is longer or deeper than any of AWS's");
            }
        }
    }
}
