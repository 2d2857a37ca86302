package io.sensuhost.host.emulator;

/** EC2, as far as finding instances goes. */
final class Ec2 {
    private final World world;
    private final Quirks quirks;

    Ec2(World world, Quirks quirks) {
        this.world = world;
        this.quirks = quirks;
    }

    String answer(Query query, Call call, String requestId) {
        if (!call.action().equals("DescribeInstances")) {
            throw new Refusal(
                    400, "InvalidAction", "The action " + call.action() + " is not valid for this web service.");
        }
        Fleet fleet = world.seen(call.account(), call.region());
        Page page = new DescribeInstances(query, call, fleet, quirks).page();
        return new InstancesXml(fleet, quirks).write(page, requestId);
    }
}
