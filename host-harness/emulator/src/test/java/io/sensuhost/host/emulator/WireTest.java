package io.sensuhost.host.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bytes themselves, for clients that are less forgiving than the SDK. */
class WireTest {
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final Emulator emulator = Emulator.start(new World());
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void ec2ErrorsHaveTheFormOfEc2() throws Exception {
        HttpResponse<String> response = signed("ec2", "Action=DescribeInstances&InstanceId.1=a%22%3C");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .matches(Pattern.quote("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                + "<Response><Errors><Error><Code>InvalidInstanceID.Malformed</Code>"
                                + "<Message>Invalid id: &quot;a&quot;&lt;&quot;</Message></Error></Errors><RequestID>")
                        + ID + "</RequestID></Response>");
    }

    @Test
    void stsErrorsHaveTheFormOfSts() throws Exception {
        HttpResponse<String> response = signed("sts", "Action=Nonsense&Version=2011-06-15");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .matches(Pattern.quote("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                + "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>"
                                + "<Type>Sender</Type><Code>InvalidAction</Code>"
                                + "<Message>Could not find operation Nonsense for version 2011-06-15</Message></Error>"
                                + "<RequestId>")
                        + ID + "</RequestId></ErrorResponse>");
    }

    @Test
    void aPingIsNoCall() throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(emulator.endpoint().resolve("/ping")).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(emulator.journal().entries()).isEmpty();
    }

    @Test
    void anErrorOfTheServiceIsNotTheSenders() throws Exception {
        emulator.faults().next(1, Fault.error(499, "Odd"));
        emulator.faults().next(1, Fault.error(500, "InternalFailure"));

        assertThat(signed("sts", "Action=GetCallerIdentity").body()).contains("<Type>Receiver</Type>");
        assertThat(signed("sts", "Action=GetCallerIdentity").body()).contains("<Type>Sender</Type>");
    }

    @Test
    void anAnswerWithoutInstancesIsAnEmptySet() throws Exception {
        HttpResponse<String> response = signed("ec2", "Action=DescribeInstances");

        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/xml;charset=UTF-8");
        assertThat(response.body())
                .matches(Pattern.quote("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                + "<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                                + "<requestId>")
                        + ID + "</requestId><reservationSet></reservationSet></DescribeInstancesResponse>");
    }

    @Test
    void unsignedCallsAreRefusedInTheWayOfEachService() throws Exception {
        HttpResponse<String> ec2 = send(request("Action=DescribeInstances&Version=2016-11-15"));
        HttpResponse<String> sts = send(request("Action=GetCallerIdentity&Version=2011-06-15"));

        assertThat(ec2.statusCode()).isEqualTo(401);
        assertThat(ec2.body()).contains("<Code>AuthFailure</Code>");
        assertThat(sts.statusCode()).isEqualTo(403);
        assertThat(sts.body()).contains("<Code>MissingAuthenticationToken</Code>");
    }

    @Test
    void parametersMayStandInTheUrlToo() throws Exception {
        HttpRequest get = HttpRequest.newBuilder(emulator.endpoint().resolve("/?Action=GetCallerIdentity"))
                .header("Authorization", authorization("sts"))
                .build();

        assertThat(send(get).body()).contains("<Account>123456789012</Account>");
    }

    @Test
    void charactersThatXmlForbidsAreReplaced() throws Exception {
        assertThat(signed("ec2", "Action=DescribeInstances&InstanceId.1=a%00b").body())
                .contains("a?b");
    }

    @Test
    void anEmptyIdIsMalformedAndDoesNotDescribeTheRegion() throws Exception {
        assertThat(signed("ec2", "Action=DescribeInstances&InstanceId.1=").body())
                .contains("<Code>InvalidInstanceID.Malformed</Code>");
    }

    @Test
    void aBodyIsAskedForWhereTheClientWaitsWithIt() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(emulator.endpoint())
                .expectContinue(true)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString("Action=GetCallerIdentity&Version=2011-06-15"))
                .header("Authorization", authorization("sts"))
                .build();

        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNoHttpIsToldWhatWouldBe() throws Exception {
        assertThat(exchange("hello\r\n\r\n"))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("METHOD TARGET VERSION");
        assertThat(exchange("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .contains("Content-Length");
        assertThat(exchange("POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n"))
                .contains("at most 1 MiB");
        assertThat(exchange("GET /?Action=%zz HTTP/1.1\r\n\r\n")).contains("not form-encoded");
        assertThat(exchange("GET / HTTP/1.1\r\nX: " + "x".repeat(65_536))).contains("64 KiB");
        assertThat(exchangeHalf("GET / HTTP/1.1\r\n")).contains("ends within its head");
        assertThat(exchangeHalf("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\na"))
                .contains("ends within its body");
    }

    @Test
    void aRequestMayBeAsLongAsItMay() throws Exception {
        String start = "POST / HTTP/1.0\r\nContent-Length: 1048576\r\nX: ";
        String head = start + "x".repeat(65_536 - start.length() - 4) + "\r\n\r\n";

        assertThat(exchange(head + "Action=GetCallerIdentity&X=" + "x".repeat(1_048_576 - 27)))
                .startsWith("HTTP/1.1 401 ");
    }

    private String exchange(String request) throws IOException {
        return exchange(request, false);
    }

    private String exchangeHalf(String request) throws IOException {
        return exchange(request, true);
    }

    private String exchange(String request, boolean ends) throws IOException {
        try (Socket socket =
                new Socket(emulator.endpoint().getHost(), emulator.endpoint().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            if (ends) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> signed(String service, String form) throws Exception {
        return send(HttpRequest.newBuilder(request(form), (name, value) -> true)
                .header("Authorization", authorization(service))
                .build());
    }

    private HttpRequest request(String form) {
        return HttpRequest.newBuilder(emulator.endpoint())
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String authorization(String service) {
        return "AWS4-HMAC-SHA256 Credential=AKIDANY/20260501/us-west-2/" + service
                + "/aws4_request, SignedHeaders=host, Signature=0";
    }
}
