package io.sensuhost.ec2;

import io.sensuhost.api.Term;
import io.sensuhost.ec2.decision.Code;
import java.util.List;
import java.util.stream.Stream;

/** The words that operators match on and watch. All metrics have the labels {@code region} and {@code account}. */
final class Vocabulary {

    static final List<Term> CODES = Stream.of(Code.values())
            .map(code -> new Term(code.toString(), code.meaning()))
            .toList();

    static final List<Term> METRICS = List.of(
            new Term("lookups", "Instances that were asked for."),
            new Term("lookups_turned_away", "Look-ups that failed at once, since too many were waiting already."),
            new Term("calls", "Calls of DescribeInstances; label `way` says whether by `id` or by `filter`."),
            new Term(
                    "failed_attempts",
                    "Attempts at such a call that failed; label `throttled` says whether by a throttle."),
            new Term("splits", "Calls that were divided, since EC2 refused them for some of their ids."),
            new Term("batch_size", "Ids in a call."),
            new Term("lookup_seconds", "How long a call took."),
            new Term("ids_in_flight", "Ids that wait for an answer or for their turn."),
            new Term("calls_in_flight", "Calls that wait for an answer."),
            new Term(
                    "witness_seen",
                    "1 where an instance of a known client has been seen, so that an absence can count."),
            new Term("absences_unproven", "Absences that did not count. Many of them: region or account is wrong."),
            new Term("assume_role", "Calls of AssumeRole; label `outcome` is `assumed` or `failed`."),
            new Term("role_session_age_seconds", "How old the session of an account's role is."));

    private Vocabulary() {}
}
