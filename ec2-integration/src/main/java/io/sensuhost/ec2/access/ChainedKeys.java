package io.sensuhost.ec2.access;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS's default chain finds, and whether it is still the same. */
final class ChainedKeys implements AwsCredentialsProvider {

    private final AwsCredentialsProvider chain;
    private volatile String lastKeyId = "";

    ChainedKeys(AwsCredentialsProvider chain) {
        this.chain = chain;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            AwsCredentials found = chain.resolveCredentials();
            lastKeyId = found.accessKeyId();
            return found;
        } catch (SdkException e) {
            throw new CredentialsException(
                    "no credentials were found: give the machine an IAM role, or set ec2.access_key_id and"
                            + " ec2.secret_access_key",
                    e);
        }
    }

    String lastKeyId() {
        return lastKeyId;
    }
}
