package io.sensuhost.host.emulator;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The SDK's clients for an emulator; they do not retry, so that a test sees each answer. */
final class AwsClients implements AutoCloseable {
    private final URI endpoint;
    private final SdkHttpClient http = Apache5HttpClient.create();

    AwsClients(Emulator emulator) {
        this.endpoint = emulator.endpoint();
    }

    Ec2Client ec2(String accessKeyId, String region) {
        return ec2(AwsBasicCredentials.create(accessKeyId, "any-secret"), region);
    }

    Ec2Client ec2(Credentials session, String region) {
        return ec2(sessionCredentials(session), region);
    }

    StsClient sts(String accessKeyId, String region) {
        return build(
                StsClient.builder().httpClient(http), AwsBasicCredentials.create(accessKeyId, "any-secret"), region);
    }

    StsClient sts(Credentials session, String region) {
        return build(StsClient.builder().httpClient(http), sessionCredentials(session), region);
    }

    /** Status and code of the error that a call ends in, as the SDK reads them, or {@code no error}. */
    static String refusal(Runnable call) {
        try {
            call.run();
            return "no error";
        } catch (AwsServiceException refused) {
            return refused.statusCode() + " " + refused.awsErrorDetails().errorCode();
        }
    }

    private Ec2Client ec2(AwsCredentials credentials, String region) {
        return build(Ec2Client.builder().httpClient(http), credentials, region);
    }

    private <C> C build(AwsClientBuilder<?, C> builder, AwsCredentials credentials, String region) {
        builder.endpointOverride(endpoint);
        builder.region(Region.of(region));
        builder.credentialsProvider(StaticCredentialsProvider.create(credentials));
        builder.overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
        return builder.build();
    }

    private static AwsCredentials sessionCredentials(Credentials session) {
        return AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    @Override
    public void close() {
        http.close();
    }
}
