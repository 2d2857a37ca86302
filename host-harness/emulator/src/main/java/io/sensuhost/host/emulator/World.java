package io.sensuhost.host.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What exists in the emulated AWS: fleets, access keys, roles. Everything may be changed while it is served, from any
 * thread; the next call sees it.
 *
 * <p>Calls with an access key that is not known here belong to the home account, unless keys are strict.
 */
public final class World {
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    private final String homeAccount;
    private final Map<Place, Fleet> fleets = new ConcurrentHashMap<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final Map<String, Role> roles = new ConcurrentHashMap<>();
    private final Set<String> closedRegions = ConcurrentHashMap.newKeySet();
    private volatile boolean strictKeys;

    private record Place(String account, String region) {}

    /** A world whose home account is {@code 123456789012}. */
    public World() {
        this("123456789012");
    }

    public World(String homeAccount) {
        this.homeAccount = requireAccount(homeAccount);
    }

    /**
     * Reads a world from an object of {@code instances}, {@code roles}, {@code keys}, {@code home_account} and {@code
     * strict_keys}, all optional.
     *
     * @throws IllegalArgumentException listing every mistake with its path and what would be right
     */
    public static World fromJson(JsonNode object) {
        return new WorldReader().read(object);
    }

    public String homeAccount() {
        return homeAccount;
    }

    /** The home account's fleet in a region, empty at first. */
    public Fleet fleet(String region) {
        return fleet(homeAccount, region);
    }

    /** An account's fleet in a region, empty at first. */
    public Fleet fleet(String account, String region) {
        return fleets.computeIfAbsent(
                new Place(requireAccount(account), region), place -> new Fleet(place.account(), place.region()));
    }

    /** Says whose an access key is. */
    public World key(String accessKeyId, String account) {
        keys.put(accessKeyId, requireAccount(account));
        return this;
    }

    /** Whether an access key that is not known is refused. */
    public World strictKeys(boolean strict) {
        strictKeys = strict;
        return this;
    }

    /** Adds or replaces a role. */
    public World role(Role role) {
        roles.put(role.arn(), role);
        return this;
    }

    public void removeRole(String arn) {
        roles.remove(arn);
    }

    /** Makes a region one that no account has opted in to. */
    public void closeRegion(String region) {
        closedRegions.add(region);
    }

    public void openRegion(String region) {
        closedRegions.remove(region);
    }

    boolean isClosed(String region) {
        return closedRegions.contains(region);
    }

    Optional<Role> role(String arn) {
        return Optional.ofNullable(roles.get(arn));
    }

    Optional<String> accountOf(String accessKeyId) {
        return Optional.ofNullable(keys.get(accessKeyId))
                .or(() -> strictKeys ? Optional.empty() : Optional.of(homeAccount));
    }

    /** What a call sees: unlike {@link #fleet}, this remembers no place that somebody merely asked about. */
    Fleet seen(String account, String region) {
        Fleet fleet = fleets.get(new Place(account, region));
        return fleet == null ? new Fleet(account, region) : fleet;
    }

    static String requireAccount(String account) {
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException("\"" + account + "\" is not an account id; one has 12 digits");
        }
        return account;
    }
}
