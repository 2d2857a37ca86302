package io.sensuhost.host.emulator;

/**
 * Who makes a call.
 *
 * @param account empty where the key is nobody's
 * @param arn of the user, or of the role's session
 * @param inRole whether the credentials are those of a role's session
 */
record Caller(String accessKeyId, String account, String arn, String userId, boolean inRole, Standing standing) {

    static Caller unsigned() {
        return new Caller("", "", "", "", false, Standing.UNSIGNED);
    }

    static Caller user(String accessKeyId, String account) {
        return new Caller(
                accessKeyId,
                account,
                "arn:aws:iam::" + account + ":user/emulated",
                "AIDAEMULATED",
                false,
                Standing.GOOD);
    }

    static Caller unknown(String accessKeyId) {
        return new Caller(accessKeyId, "", "", "", false, Standing.UNKNOWN);
    }
}
