package io.sensuhost.ec2.access;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** EC2 and STS, whose clock is apart from ours, and which refuse what is signed five minutes before or after. */
final class PunctualHttp implements SdkHttpClient {

    private static final DateTimeFormatter SIGNED =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
    private static final String GOOD = "<R><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId>"
            + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
            + "<Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>"
            + "<requestId>x</requestId><reservationSet/></R>";
    private static final String OF_EC2 = "<Response><Errors><Error><Code>RequestExpired</Code>"
            + "<Message>Request has expired.</Message></Error></Errors><RequestID>x</RequestID></Response>";
    private static final String OF_STS = "<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code>"
            + "<Message>Signature expired</Message></Error><RequestId>x</RequestId></ErrorResponse>";

    private final List<String> answers = new ArrayList<>();
    private Duration ahead = Duration.ZERO;

    /** Sets its clock, which is the same as setting ours the other way. */
    void setAhead(Duration time) {
        ahead = time;
    }

    /** What has been answered so far: of which service, and with which status. */
    List<String> answers() {
        return List.copyOf(answers);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return answer(request.httpRequest());
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse answer(SdkHttpRequest request) {
        Instant now = Instant.now().plus(ahead);
        Instant signed = SIGNED.parse(request.firstMatchingHeader("X-Amz-Date").orElseThrow(), Instant::from);
        boolean inTime = Duration.between(signed, now).abs().compareTo(Duration.ofMinutes(5)) < 0;
        boolean sts = request.host().startsWith("sts.");
        int status = inTime ? 200 : sts ? 403 : 400;
        answers.add((sts ? "sts " : "ec2 ") + status);
        String body = inTime ? GOOD : sts ? OF_STS : OF_EC2;
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader(
                                "Date",
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        ZonedDateTime.ofInstant(now, ZoneOffset.UTC)))
                        .build())
                .responseBody(
                        AbortableInputStream.create(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    @Override
    public void close() {}
}
