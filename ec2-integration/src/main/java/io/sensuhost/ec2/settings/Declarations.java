package io.sensuhost.ec2.settings;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Schema;
import java.time.Duration;
import java.util.List;

/** The integration's settings and a client's attributes, as data. */
public final class Declarations {

    private static final String[] STATES = {
        "pending", "running", "rebooting", "stopping", "stopped", "shutting-down", "terminated"
    };

    /** Where the users of sensu-ec2-handler have their entities' annotations. */
    private static final String KEYSPACE = "sensu.io/plugins/sensu-ec2-handler/config/";

    /** Bounded, as all that clients may send: it becomes part of a host's name. */
    private static final Attribute REGION =
            Attribute.text("region", "[a-z]{2}(-[a-z]{1,20}){1,4}-\\d{1,2}", "the name of a region, such as eu-west-1");

    private static final Attribute ACCESS_KEY_ID =
            Attribute.text("access_key_id").asSecret();
    private static final Attribute SECRET_ACCESS_KEY =
            Attribute.text("secret_access_key").asSecret();
    private static final Attribute ALLOWED_STATES = Attribute.texts("allowed_instance_states", STATES);
    private static final Attribute ROLE_ARN = Attribute.text(
            "role_arn",
            "arn:aws(-[a-z]{1,20}){0,4}:iam::\\d{12}:role/[\\w+=,.@/-]{1,576}",
            "the ARN of a role, such as arn:aws:iam::111111111111:role/cross-account-readonly, with an account number of"
                    + " 12 digits");

    private static final Schema ACCOUNT = Schema.of(
            Attribute.text("name").asRequired().describedAs("What clients call the account in their `account`."),
            ROLE_ARN.asRequired().describedAs("The role to assume in the account."),
            Attribute.text("external_id", "[\\w+=,.@:/-]{2,1224}", "an external id of 2 to 1224 characters")
                    .asSecret()
                    .describedAs("The external id that the role's trust policy asks for."),
            REGION.describedAs("The region of the account's clients that name none."),
            Attribute.text("session_name", "[\\w+=,.@-]{2,64}", "2 to 64 letters, digits or +=,.@-")
                    .byDefault("sensu-host")
                    .describedAs("The name of the session, as CloudTrail shows it."),
            Attribute.seconds("duration", Duration.ofMinutes(15), Duration.ofHours(12))
                    .byDefault(3600)
                    .describedAs("How long a session of the role lasts; more than the role allows is refused by AWS."));

    /** Scope {@code ec2} of the configuration. */
    public static final Schema SETTINGS = Schema.of(
            REGION.byDefault("us-east-1").describedAs("The region to ask about instances."),
            ACCESS_KEY_ID.describedAs(
                    "The access key to ask with; without one, AWS's default chain finds the instance's"
                            + " role, the environment's or the profile's credentials."),
            SECRET_ACCESS_KEY.describedAs("The secret of `access_key_id`."),
            ALLOWED_STATES
                    .byDefault(List.of("running"))
                    .describedAs("The states that keep a client. A client whose instance is in another one is"
                            + " deregistered."),
            Attribute.seconds("timeout", Duration.ofSeconds(1), Duration.ofMinutes(5))
                    .byDefault(10)
                    .describedAs("How long one event may take, from when the integration gets it to its decision."),
            Attribute.objects("accounts", ACCOUNT)
                    .describedAs("Roles in other AWS accounts, which clients choose by name with `account`."),
            Attribute.url("endpoint").describedAs("EC2's endpoint, for VPC endpoints and emulators."),
            Attribute.url("sts_endpoint").describedAs("STS's endpoint, for VPC endpoints and emulators."),
            Attribute.flag("fips").byDefault(false).describedAs("Whether to use AWS's FIPS endpoints."),
            Attribute.flag("dual_stack").byDefault(false).describedAs("Whether to use AWS's dual-stack endpoints."),
            Attribute.flag("require_witness")
                    .byDefault(true)
                    .describedAs(
                            "Whether an absence counts only where an instance of some known client has been seen."));

    /** Scope {@code ec2} of a client. */
    public static final Schema CLIENT = Schema.of(
            Attribute.text("instance_id")
                    .fromEntity(KEYSPACE + "aws-instance-id", "aws-instance-id")
                    .describedAs("The instance's id, where the client's name is another."),
            ALLOWED_STATES
                    .fromEntity(KEYSPACE + "aws-allowed-instance-states")
                    .describedAs("Takes the place of the setting of that name."),
            REGION.fromEntity(KEYSPACE + "aws-region")
                    .describedAs("Takes the place of the account's and of the setting."),
            ACCESS_KEY_ID
                    .fromEntity(KEYSPACE + "aws-access-key-id")
                    .describedAs("Takes the place of the setting of that name. A Sensu client redacts it unless told"
                            + " otherwise, and then it cannot be used: prefer `accounts`."),
            SECRET_ACCESS_KEY
                    .fromEntity(KEYSPACE + "aws-secret-key")
                    .describedAs("Takes the place of the setting of that name."),
            Attribute.seconds("timeout", Duration.ofSeconds(1), Duration.ofDays(1))
                    .fromEntity(KEYSPACE + "timeout")
                    .describedAs("Takes the place of the setting of that name; more than 60 counts as 60."),
            Attribute.text("account").describedAs("The name of one of the setting's `accounts`."),
            ROLE_ARN.fromEntity(KEYSPACE + "aws-assume-role-arn")
                    .describedAs("The `role_arn` of one of the setting's `accounts`, in place of its name."));

    private Declarations() {}
}
