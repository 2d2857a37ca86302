package io.sensuhost.host.emulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a call asks for and who makes it; never a secret, a session token or an external id. The static predicates say
 * which calls a fault or a count is about and combine with {@code and}, {@code or}, {@code negate}.
 *
 * @param accessKeyId empty where the call is not signed
 * @param account whose key it is; empty where that is not known
 * @param region from the signature's scope; empty where the call is not signed
 * @param ids instance ids, as sent
 * @param filters values by filter name, as sent
 * @param roleArn the role to be assumed
 */
public record Call(
        Service service,
        String action,
        String accessKeyId,
        String account,
        String region,
        List<String> ids,
        Map<String, List<String>> filters,
        Optional<String> roleArn) {

    public Call {
        ids = List.copyOf(ids);
        filters = Map.copyOf(filters);
    }

    public static Predicate<Call> any() {
        return call -> true;
    }

    public static Predicate<Call> to(Service service) {
        return call -> call.service == service;
    }

    public static Predicate<Call> of(String action) {
        return call -> call.action.equals(action);
    }

    public static Predicate<Call> inRegion(String region) {
        return call -> call.region.equals(region);
    }

    public static Predicate<Call> byAccount(String account) {
        return call -> call.account.equals(account);
    }

    /** Calls that name this instance, by id or in the filter {@code instance-id}. */
    public static Predicate<Call> naming(String instanceId) {
        return call -> call.ids.contains(instanceId)
                || call.filters.getOrDefault("instance-id", List.of()).contains(instanceId);
    }

    /** Calls that assume this role. */
    public static Predicate<Call> assuming(String roleArn) {
        return call -> call.roleArn.filter(roleArn::equals).isPresent();
    }
}
