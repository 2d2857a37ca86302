package io.sensuhost.ec2.lookup;

/**
 * How often a question may still be divided. A zone out of order is cornered as long as some part is answered; where
 * none is, EC2 itself is out of order, and asking on would only add to it.
 */
final class Patience {

    private static final int WITHOUT_SUCCESS = 16;
    private static final int FOR_A_SUCCESS = 8;
    private static final int IN_ALL = 128;

    private int left = WITHOUT_SUCCESS;
    private int spent;

    synchronized boolean allowsTwoMore() {
        if (left < 2 || spent + 2 > IN_ALL) {
            return false;
        }
        left -= 2;
        spent += 2;
        return true;
    }

    synchronized void rewarded() {
        left += FOR_A_SUCCESS;
    }
}
