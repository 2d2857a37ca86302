package io.sensuhost.host;

/**
 * How a host is to be run.
 *
 * @param dryRun whether to decide and report, and to deregister nothing
 * @param embedded whether to use the embedded registry whatever the configuration says
 */
public record HostOptions(boolean dryRun, boolean embedded) {

    /**
     * As the configuration says.
     *
     * @return options that take the configuration's registry, and nothing else
     */
    public static HostOptions usual() {
        return new HostOptions(false, false);
    }

    /**
     * The same options with or without dry run.
     *
     * @param wanted whether to deregister nothing
     * @return the options
     */
    public HostOptions dryRun(boolean wanted) {
        return new HostOptions(wanted, embedded);
    }

    /**
     * The same options with or without the embedded registry.
     *
     * @param wanted whether to use it whatever the configuration says
     * @return the options
     */
    public HostOptions embedded(boolean wanted) {
        return new HostOptions(dryRun, wanted);
    }
}
