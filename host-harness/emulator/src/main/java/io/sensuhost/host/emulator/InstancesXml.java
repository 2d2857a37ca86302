package io.sensuhost.host.emulator;

import java.time.temporal.ChronoUnit;

/** The answer to DescribeInstances, each instance in a reservation of its own. */
final class InstancesXml {
    private final Fleet fleet;
    private final Quirks quirks;
    private final Xml xml = new Xml();

    InstancesXml(Fleet fleet, Quirks quirks) {
        this.fleet = fleet;
        this.quirks = quirks;
    }

    String write(Page page, String requestId) {
        xml.open("DescribeInstancesResponse", Service.EC2.namespace()).text("requestId", requestId);
        xml.open("reservationSet");
        page.instances().forEach(this::reservation);
        xml.close();
        page.nextToken().ifPresent(token -> xml.text("nextToken", token));
        return xml.close().toString();
    }

    private void reservation(Instance instance) {
        xml.open("item").text("reservationId", instance.id().replaceFirst("^i-", "r-"));
        xml.text("ownerId", fleet.account());
        xml.open("groupSet").close().open("instancesSet").open("item");
        instance(instance);
        xml.close().close().close();
    }

    private void instance(Instance instance) {
        xml.text("instanceId", instance.id());
        xml.open("instanceState").text("code", String.valueOf(quirks.stateCode(instance.state())));
        xml.text("name", instance.state().word()).close();
        xml.text("instanceType", "t3.micro").text("architecture", "x86_64").text("hypervisor", "xen");
        xml.text(
                "launchTime",
                instance.launched().truncatedTo(ChronoUnit.SECONDS).toString());
        xml.open("placement").text("availabilityZone", instance.zone());
        xml.text("groupName", "").text("tenancy", "default").close();
        xml.open("monitoring").text("state", "disabled").close();
        xml.open("operator").text("managed", String.valueOf(instance.managed())).close();
        xml.open("tagSet");
        instance.tags()
                .forEach((key, value) ->
                        xml.open("item").text("key", key).text("value", value).close());
        xml.close();
    }
}
