package io.sensuhost.ec2.decision;

import java.util.Locale;

/** The words that results are matched on. */
public enum Code {
    INSTANCE_STATE_NOT_ALLOWED(
            "The instance is in a state that is not in `allowed_instance_states`: the client is deregistered."),
    INSTANCE_ABSENT(
            "EC2 said twice that there is no such instance, and shows others there: the client is deregistered."),
    INSTANCE_STATE_ALLOWED(
            "The instance is in an allowed state: the client is kept, since it should be running, and goes on alerting."),
    ABSENCE_UNPROVEN("EC2 says that there is no such instance, but it may be the wrong place to look: check region and"
            + " account, or give the event more `timeout`."),
    ACCESS_DENIED("AWS refuses: allow `ec2:DescribeInstances`, and for accounts `sts:AssumeRole` on one side and trust"
            + " on the other; `config --online` tries both."),
    CREDENTIALS_UNAVAILABLE("There are no credentials, or they have expired."),
    THROTTLED("AWS asked for patience until the time-out."),
    TIMEOUT("There was no answer before the time-out."),
    LOOKUP_FAILED("Anything else that kept an answer away; the reason says what."),
    UNKNOWN_ACCOUNT("The client's `account` is none of the setting's `accounts`."),
    INVALID_CLIENT_SETTINGS(
            "The client's own attributes cannot be used; the reason says which, and what would be right."),
    NOT_AN_INSTANCE_ID("The client's name is no instance id and it has no `ec2.instance_id`."),
    EVENT_RESOLVED("The incident is over."),
    NOT_A_KEEPALIVE("The event is about another check.");

    private final String meaning;

    Code(String meaning) {
        this.meaning = meaning;
    }

    /** What it says and what to do, in a sentence or two of Markdown. */
    public String meaning() {
        return meaning;
    }

    /** The word as it stands in a result: {@code instance_absent}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
