package io.sensuhost.host.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.host.intake.http.Bodies.Body;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BodiesTest {

    private static final int MOST = 16 << 20;

    private final Bodies bodies = new Bodies();

    @Test
    void sixteenMebibytesAreTakenAndAByteMoreIsNot() throws IOException {
        Body most = bodies.read(zeros(MOST));

        assertThat(most.refusal()).isEmpty();
        assertThat(most.bytes()).hasSize(MOST);
        assertThat(refusal(bodies.read(zeros(MOST + 1)))).contains(413);
    }

    @Test
    void aSenderThatIsRefusedIsHeardToItsEnd() throws IOException {
        InputStream in = zeros(3 * MOST);

        assertThat(refusal(bodies.read(in))).contains(413);

        assertThat(in.available()).isZero();
    }

    @Test
    void oneThatHasNoEndIsNot() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] piece, int from, int count) {
                return count;
            }
        };

        assertThat(refusal(bodies.read(endless))).contains(413);
    }

    @Test
    void fourOfTheLargestAreTakenAtATimeAndTheNextWhenOneOfThemIsDone() throws IOException {
        Body first = bodies.read(zeros(MOST));
        for (int i = 1; i < 4; i++) {
            assertThat(refusal(bodies.read(zeros(MOST)))).isEmpty();
        }
        assertThat(refusal(bodies.read(zeros(1)))).contains(429);

        first.close();

        assertThat(refusal(bodies.read(zeros(MOST)))).isEmpty();
        assertThat(refusal(bodies.read(zeros(1)))).contains(429);
    }

    @Test
    void oneThatIsRefusedOrBreaksOffTakesUpNoRoom() throws IOException {
        for (int i = 0; i < 5; i++) {
            bodies.read(zeros(2 * MOST)).close();
            assertThatThrownBy(() -> bodies.read(new BrokenOff(zeros(MOST)))).hasMessage("broken off");
        }

        assertThat(refusal(bodies.read(zeros(MOST)))).isEmpty();
    }

    private static InputStream zeros(int count) {
        return new ByteArrayInputStream(new byte[count]);
    }

    private static Optional<Integer> refusal(Body body) {
        return body.refusal().map(Answer::status);
    }

    private static final class BrokenOff extends FilterInputStream {

        BrokenOff(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] piece, int from, int count) throws IOException {
            int read = super.read(piece, from, count);
            if (read < 0) {
                throw new IOException("broken off");
            }
            return read;
        }
    }
}
