/**
 * From many ids to few calls: inquiries wait on an agenda, questions are put to EC2 in batches, answers are read one
 * inquiry at a time. What an answer or an error of EC2 means is said here, and nowhere else.
 */
package io.sensuhost.ec2.lookup;
