package io.sensuhost.ec2.access;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS's default chain finds. */
final class ChainedKeys implements AwsCredentialsProvider {

    private final AwsCredentialsProvider chain;

    ChainedKeys(AwsCredentialsProvider chain) {
        this.chain = chain;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return chain.resolveCredentials();
        } catch (SdkException e) {
            throw new CredentialsException(
                    CredentialsException.Kind.NONE_FOUND,
                    "no credentials were found: give the machine an IAM role, or set ec2.access_key_id and"
                            + " ec2.secret_access_key",
                    e);
        }
    }
}
