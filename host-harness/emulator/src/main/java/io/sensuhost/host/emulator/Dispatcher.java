package io.sensuhost.host.emulator;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** The way of a call: who makes it, what goes wrong with it, which service answers it, what the journal says of it. */
final class Dispatcher {
    private static final String STS_VERSION = "2011-06-15";

    private final World world;
    private final Callers callers;
    private final Throttle throttle;
    private final Faults faults;
    private final Journal journal;
    private final Ec2 ec2;
    private final Sts sts;

    Dispatcher(World world, Callers callers, Throttle throttle, Faults faults, Quirks quirks, Journal journal) {
        this.world = world;
        this.callers = callers;
        this.throttle = throttle;
        this.faults = faults;
        this.journal = journal;
        this.ec2 = new Ec2(world, quirks);
        this.sts = new Sts(world, callers);
    }

    /** Where an answer goes; returns when it is delivered, or its connection gone. */
    @FunctionalInterface
    interface Delivery {
        void send(Answer answer) throws IOException;
    }

    void dispatch(HttpRequest request, Delivery delivery) throws IOException, InterruptedException {
        if (request.path().equals("/ping")) {
            // No call: nobody signs it, no throttle counts it.
            delivery.send(Answer.ok("healthy"));
            return;
        }
        Query query = request.query();
        Optional<Scope> scope = Scope.of(request.header("Authorization"));
        Caller caller = scope.map(
                        signed -> callers.identify(signed.accessKeyId(), request.header("X-Amz-Security-Token")))
                .orElseGet(Caller::unsigned);
        Call call = call(query, scope, caller);
        long ticket = journal.begin(call);
        Answer answer = answer(query, call, caller);
        if (answer.delivery() == Answer.Delivery.NEVER) {
            delivery.send(answer);
            journal.end(ticket, call, answer.outcome());
        } else {
            // Before it is sent: a client that has its answer finds it in the journal.
            journal.end(ticket, call, answer.outcome());
            delivery.send(answer);
        }
    }

    private static Call call(Query query, Optional<Scope> scope, Caller caller) {
        boolean toSts = query.get("Version").equals(STS_VERSION)
                || scope.filter(signed -> signed.service().equals("sts")).isPresent();
        return new Call(
                toSts ? Service.STS : Service.EC2,
                query.get("Action"),
                caller.accessKeyId(),
                caller.account(),
                scope.map(Scope::region).orElse(""),
                query.list("InstanceId"),
                query.filters(),
                query.find("RoleArn"));
    }

    private Answer answer(Query query, Call call, Caller caller) throws InterruptedException {
        Optional<Fault> fault = faults.strike(call);
        return fault.isPresent()
                ? fault.get().spoil(call, () -> soundAnswer(query, call, caller))
                : soundAnswer(query, call, caller);
    }

    private Answer soundAnswer(Query query, Call call, Caller caller) {
        String requestId = UUID.randomUUID().toString();
        try {
            caller.standing().require(call.service());
            requireOpenRegion(call);
            throttle.take(call);
            return Answer.ok(
                    call.service() == Service.EC2
                            ? ec2.answer(query, call, requestId)
                            : sts.answer(query, caller, requestId));
        } catch (Refusal refused) {
            return Answer.error(call.service(), refused, requestId);
        }
    }

    private void requireOpenRegion(Call call) {
        if (world.isClosed(call.region())) {
            throw (call.service() == Service.EC2
                    ? new Refusal(401, "OptInRequired", "You are not subscribed to this service in " + call.region())
                    : new Refusal(
                            403,
                            "RegionDisabledException",
                            "STS is not activated in this region for account:" + call.account()));
        }
    }
}
