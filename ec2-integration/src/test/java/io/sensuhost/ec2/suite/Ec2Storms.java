package io.sensuhost.ec2.suite;

/** Thousands of events at once, with the factory that a subclass gives. */
public abstract class Ec2Storms extends Ec2OnTheBench implements CallCounts {}
