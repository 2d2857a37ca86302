package io.sensuhost.host.emulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One DescribeInstances call: what is wrong with it is told before anything is looked for. */
final class DescribeInstances {
    private static final int MAX_IDS = 1_000;
    private static final int MAX_FILTER_VALUES = 200;
    private static final Pattern WELL_FORMED = Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})");

    private final Query query;
    private final Call call;
    private final Fleet fleet;
    private final Quirks quirks;

    DescribeInstances(Query query, Call call, Fleet fleet, Quirks quirks) {
        this.query = query;
        this.call = call;
        this.fleet = fleet;
        this.quirks = quirks;
    }

    Page page() {
        checkLimits();
        checkIds();
        Predicate<Instance> wanted = filters();
        int size = pageSize();
        String after = query.find("NextToken").map(this::lastBefore).orElse("");
        if (query.flag("DryRun")) {
            throw new Refusal(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
        }
        boolean byId = !call.ids().isEmpty();
        Collection<Instance> found = byId ? named() : fleet.after(after);
        boolean managed = byId || query.flag("IncludeManagedResources");
        return Page.of(
                found.stream()
                        .filter(instance -> managed || !instance.managed())
                        .filter(wanted)
                        .filter(instance -> byId || quirks.isSeen(instance))
                        .toList(),
                size);
    }

    private void checkLimits() {
        if (call.ids().size() > MAX_IDS) {
            throw new Refusal(
                    400,
                    "InvalidParameterValue",
                    "%d instance IDs were given; at most %d may be"
                            .formatted(call.ids().size(), MAX_IDS));
        }
        if (!call.ids().isEmpty() && query.find("MaxResults").isPresent()) {
            throw new Refusal(
                    400,
                    "InvalidParameterCombination",
                    "The parameter instancesSet cannot be used with the parameter maxResults");
        }
        if (call.filters().values().stream().anyMatch(values -> values.size() > MAX_FILTER_VALUES)) {
            throw new Refusal(
                    400,
                    "FilterLimitExceeded",
                    "The maximum number of filter values specified on a single call is " + MAX_FILTER_VALUES);
        }
    }

    private void checkIds() {
        for (String id : call.ids()) {
            if (!WELL_FORMED.matcher(id).matches() && fleet.find(id).isEmpty()) {
                throw new Refusal(400, "InvalidInstanceID.Malformed", "Invalid id: \"" + id + "\"");
            }
        }
    }

    private Predicate<Instance> filters() {
        Predicate<Instance> wanted = instance -> true;
        for (Map.Entry<String, List<String>> filter : call.filters().entrySet()) {
            Set<String> values = Set.copyOf(filter.getValue());
            wanted = wanted.and(
                    switch (filter.getKey()) {
                        case "instance-id" -> instance -> values.contains(instance.id());
                        case "instance-state-name" ->
                            instance -> values.contains(instance.state().word());
                        case "availability-zone" -> instance -> values.contains(instance.zone());
                        default ->
                            throw new Refusal(
                                    400, "InvalidParameterValue", "The filter '" + filter.getKey() + "' is invalid");
                    });
        }
        return wanted;
    }

    private int pageSize() {
        String size = query.find("MaxResults").orElse("");
        if (size.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        int asked = size.matches("\\d{1,4}") ? Integer.parseInt(size) : 0;
        if (asked < 5 || asked > 1_000) {
            throw new Refusal(
                    400,
                    "InvalidParameterValue",
                    "Value ( %s ) for parameter maxResults is invalid. Expecting a value from 5 to 1000."
                            .formatted(size));
        }
        return asked;
    }

    private String lastBefore(String token) {
        try {
            return Page.lastBefore(token);
        } catch (IllegalArgumentException notOurs) {
            throw new Refusal(400, "InvalidNextToken", "The specified NextToken is not valid.");
        }
    }

    private List<Instance> named() {
        List<Instance> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String id : new LinkedHashSet<>(call.ids())) {
            fleet.find(id).filter(quirks::isSeen).ifPresentOrElse(found::add, () -> missing.add(id));
        }
        if (!missing.isEmpty() && quirks.missingIds() != MissingIds.SILENT) {
            throw new Refusal(400, "InvalidInstanceID.NotFound", notFound(missing));
        }
        return found;
    }

    private String notFound(List<String> missing) {
        if (quirks.missingIds() == MissingIds.NONE) {
            return "Some of the instance IDs do not exist";
        }
        return missing.size() == 1 || quirks.missingIds() == MissingIds.ONE
                ? "The instance ID '%s' does not exist".formatted(missing.get(missing.size() - 1))
                : "The instance IDs '%s' do not exist".formatted(String.join(", ", missing));
    }
}
