package io.sensuhost.ec2.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;

class BoundedAnswersTest {

    @Test
    void aHundredLevelsAreReadAndNoMore() throws IOException {
        String aside = "<?xml version=\"1.0\"?><!-- a -->".repeat(101);
        String deepest = aside + "<a>".repeat(100) + "x" + "</a>".repeat(100);

        assertThat(new String(bounded(deepest).readAllBytes(), UTF_8)).isEqualTo(deepest);
        assertThatThrownBy(() -> bounded("<a>".repeat(101)).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("deeper");
    }

    @Test
    void whatClosesAtOnceIsNoDeeper() throws IOException {
        String many = "<a>" + "<b/>".repeat(1_000) + "<c></c>".repeat(1_000) + "</a>";

        assertThat(bounded(many).readAllBytes()).hasSize(many.length());
    }

    @Test
    void byteByByteItIsTheSame() throws IOException {
        InputStream deep = bounded("<a>".repeat(101));
        for (int i = 0; i < 301; i++) {
            assertThat(deep.read()).isPositive();
        }

        assertThatThrownBy(deep::read).isInstanceOf(IOException.class);
        assertThat(bounded("").read()).isNegative();
    }

    @Test
    void sixtyFourMebibytesAreReadAndNoMore() throws IOException {
        int most = 64 << 20;
        InputStream endless = bounded(new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return length;
            }
        });

        assertThat(endless.readNBytes(new byte[most], 0, most)).isEqualTo(most);
        assertThatThrownBy(endless::read).isInstanceOf(IOException.class).hasMessageContaining("longer");
    }

    private static InputStream bounded(String answer) {
        return bounded(new ByteArrayInputStream(answer.getBytes(UTF_8)));
    }

    private static InputStream bounded(InputStream answer) {
        InterceptorContext context = InterceptorContext.builder()
                .request(DescribeInstancesRequest.builder().build())
                .responseBody(answer)
                .build();
        return new BoundedAnswers()
                .modifyHttpResponseContent(context, new ExecutionAttributes())
                .orElseThrow();
    }
}
