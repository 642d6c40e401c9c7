package org.westerly.server.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes a record component a setting; its type says how the value is read. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {

    /** What it is for, in words for an operator. */
    String doc();

    /** The last part of the key, where it cannot be the component's name in kebab case. */
    String name() default "";

    /**
     * The default, written as in an environment variable; empty for none. {@code ${data.dir}} stands for the value of
     * another key, {@code ${twice-the-cores}} for a number.
     */
    String fallback() default "";

    /** The least number or size in bytes. */
    long min() default Long.MIN_VALUE;

    /** The greatest number or size in bytes. */
    long max() default Long.MAX_VALUE;

    /** What a text, each item of a list and each value of a map must look like; empty for anything. */
    String pattern() default "";

    /** {@link #pattern} in words. */
    String allowed() default "";
}
