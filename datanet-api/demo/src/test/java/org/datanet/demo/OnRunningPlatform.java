package org.datanet.demo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Tests that need a running platform; skipped where there is none.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
    named = "datanet.url",
    matches = "http.+",
    disabledReason = "needs a running platform; ./datanet test starts one and runs this class")
@interface OnRunningPlatform {}
