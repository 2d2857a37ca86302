package io.sensuhost.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that changes only in ways that leave an integration which was built against it working, as long as the
 * first number of the API's version stays. What hosts implement may get more methods, what integrations implement only
 * such as have a default.
 */
@Stable
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Stable {}
