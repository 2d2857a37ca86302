package io.sensuhost.ec2.suite;

/** Answers that are late, broken or missing, with the factory that a subclass gives. */
public abstract class Ec2HardTimes extends Ec2OnTheBench implements Troubles {}
