package io.sensuhost.host.emulator;

import java.time.Duration;
import java.util.regex.Pattern;

/** STS: AssumeRole and GetCallerIdentity. */
final class Sts {
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST_OF_A_CHAIN = Duration.ofHours(1);

    private final World world;
    private final Callers callers;

    Sts(World world, Callers callers) {
        this.world = world;
        this.callers = callers;
    }

    String answer(Query query, Caller caller, String requestId) {
        return switch (query.get("Action")) {
            case "AssumeRole" -> assumeRole(query, caller, requestId);
            case "GetCallerIdentity" -> callerIdentity(caller, requestId);
            default ->
                throw new Refusal(
                        400,
                        "InvalidAction",
                        "Could not find operation " + query.get("Action") + " for version 2011-06-15");
        };
    }

    private String assumeRole(Query query, Caller caller, String requestId) {
        String arn = query.get("RoleArn");
        String name = query.get("RoleSessionName");
        require(SESSION_NAME.matcher(name).matches(), "roleSessionName", name, "have 2 to 64 of [\\w+=,.@-]");
        query.find("ExternalId")
                .ifPresent(id -> require(
                        EXTERNAL_ID.matcher(id).matches(), "externalId", "***", "have 2 to 1224 of [\\w+=,.@:/-]"));
        Duration duration = duration(query.find("DurationSeconds").orElse("3600"));
        Role role = world.role(arn)
                .filter(known -> known.admits(caller.account(), query.get("ExternalId")))
                .orElseThrow(() -> accessDenied(caller, arn));
        if (duration.compareTo(role.maxSession()) > 0) {
            throw invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        if (caller.inRole() && duration.compareTo(LONGEST_OF_A_CHAIN) > 0) {
            throw invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
                    + " chaining.");
        }
        return assumed(callers.issue(role, name, duration), requestId);
    }

    private static Duration duration(String seconds) {
        boolean sound = seconds.matches("\\d{1,5}") && Integer.parseInt(seconds) >= SHORTEST.toSeconds();
        require(sound, "durationSeconds", seconds, "have value greater than or equal to 900");
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private static String assumed(Session session, String requestId) {
        Xml xml = begin("AssumeRole").open("AssumedRoleUser");
        xml.text("AssumedRoleId", session.assumedRoleId()).text("Arn", session.arn());
        xml.close().open("Credentials");
        xml.text("AccessKeyId", session.accessKeyId());
        xml.text("SecretAccessKey", session.secretAccessKey());
        xml.text("SessionToken", session.token());
        xml.text("Expiration", session.expiration().toString());
        return end(xml.close(), requestId);
    }

    private static String callerIdentity(Caller caller, String requestId) {
        Xml xml = begin("GetCallerIdentity");
        xml.text("Arn", caller.arn()).text("UserId", caller.userId()).text("Account", caller.account());
        return end(xml, requestId);
    }

    private static Xml begin(String action) {
        return new Xml().open(action + "Response", Service.STS.namespace()).open(action + "Result");
    }

    private static String end(Xml xml, String requestId) {
        xml.close().open("ResponseMetadata").text("RequestId", requestId).close();
        return xml.close().toString();
    }

    private static Refusal accessDenied(Caller caller, String arn) {
        return new Refusal(
                403,
                "AccessDenied",
                "User: %s is not authorized to perform: sts:AssumeRole on resource: %s".formatted(caller.arn(), arn));
    }

    private static void require(boolean sound, String parameter, String value, String constraint) {
        if (!sound) {
            throw invalid("1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must %s"
                    .formatted(value, parameter, constraint));
        }
    }

    private static Refusal invalid(String message) {
        return new Refusal(400, "ValidationError", message);
    }
}
