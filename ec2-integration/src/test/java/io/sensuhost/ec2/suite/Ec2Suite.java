package io.sensuhost.ec2.suite;

/** What becomes of an event, to be run with the factory that a subclass gives. */
public abstract class Ec2Suite extends Ec2OnTheBench
        implements Decisions, UserGuide, ErrorAnswers, Accounts, Roles, Absences, Endings, Secrecy, Confinement {}
