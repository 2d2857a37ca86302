package io.sensuhost.ec2.settings;

import io.sensuhost.api.DidYouMean;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Settings;
import io.sensuhost.ec2.decision.AllowedStates;
import io.sensuhost.ec2.decision.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The mistakes that one setting alone does not show. */
public final class Consistency {

    private Consistency() {}

    /**
     * Looks for them all.
     *
     * @param settings settings that follow {@link Declarations#SETTINGS}
     * @param knownRegions the regions that the AWS SDK knows
     * @return the mistakes, with paths relative to the settings
     */
    public static List<Problem> check(Settings settings, Set<String> knownRegions) {
        List<Problem> problems = new ArrayList<>();
        keys(settings, problems);
        states(settings, problems);
        timeout(settings, problems);
        region("region", settings, knownRegions, problems);
        List<Settings> accounts = settings.objects("accounts");
        for (int i = 0; i < accounts.size(); i++) {
            account(accounts, i, problems);
            region("accounts[" + i + "].region", accounts.get(i), knownRegions, problems);
            partition(accounts.get(i), settings.text("region"), "accounts[" + i + "].role_arn", problems);
        }
        return problems;
    }

    private static void keys(Settings settings, List<Problem> problems) {
        boolean id = settings.findText("access_key_id").isPresent();
        boolean secret = settings.findText("secret_access_key").isPresent();
        if (id != secret) {
            problems.add(Problem.error(
                    id ? "access_key_id" : "secret_access_key",
                    "needs %s beside it; without either, AWS's default chain finds the credentials"
                            .formatted(id ? "secret_access_key" : "access_key_id")));
        } else if (id
                && Keys.of(settings.findText("access_key_id"), settings.findText("secret_access_key"))
                        .isEmpty()) {
            problems.add(Problem.error(
                    "secret_access_key",
                    "is the word REDACTED, or access_key_id is: put the real keys in their place"));
        }
    }

    private static void states(Settings settings, List<Problem> problems) {
        List<String> names = settings.texts("allowed_instance_states");
        if (names.isEmpty()) {
            problems.add(Problem.error(
                    "allowed_instance_states",
                    "must name a state; with none, every client that falls silent would be deregistered"));
        }
        if (new AllowedStates(names).impliesRunning()) {
            problems.add(Problem.warning(
                    "allowed_instance_states",
                    "allows rebooting and so running too, since EC2 reports a rebooting instance as running"));
        }
    }

    private static void timeout(Settings settings, List<Problem> problems) {
        if (settings.duration("timeout").compareTo(Decision.STATEMENTS_APART) <= 0) {
            problems.add(Problem.warning(
                    "timeout",
                    "is too short for an absence ever to be proven, which takes two answers of EC2 %d s apart"
                            .formatted(Decision.STATEMENTS_APART.toSeconds())));
        }
    }

    private static void partition(Settings account, String elsewhere, String path, List<Problem> problems) {
        String region = account.findText("region").orElse(elsewhere);
        String ofRegion = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
        String ofRole = account.text("role_arn").split(":", 3)[1];
        Set<String> apart = Set.of("aws", "aws-cn", "aws-us-gov");
        if (apart.contains(ofRole) && !ofRole.equals(ofRegion)) {
            problems.add(Problem.warning(
                    path,
                    "is of partition %s, but region %s is of %s, where it cannot be assumed; give the account a region of its own"
                            .formatted(ofRole, region, ofRegion)));
        }
    }

    private static void account(List<Settings> accounts, int index, List<Problem> problems) {
        String name = accounts.get(index).text("name");
        boolean taken = accounts.subList(0, index).stream()
                .anyMatch(earlier -> earlier.text("name").equals(name));
        if (taken) {
            problems.add(Problem.error(
                    "accounts[" + index + "].name",
                    "is '" + name + "', as an earlier account's is: give each a name of its own"));
        }
    }

    private static void region(String path, Settings settings, Set<String> known, List<Problem> problems) {
        settings.findText("region")
                .filter(region -> !known.contains(region))
                .ifPresent(region -> problems.add(Problem.warning(
                        path,
                        "is '%s', which this version does not know%s"
                                .formatted(
                                        region,
                                        DidYouMean.of(region, known)
                                                .map(meant -> "; did you mean '" + meant + "'?")
                                                .orElse("")))));
    }
}
