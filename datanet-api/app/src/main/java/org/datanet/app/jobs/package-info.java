/// Durable background work on PostgreSQL: a row is the truth, a job only its wake-up.
@NullMarked
package org.datanet.app.jobs;

import org.jspecify.annotations.NullMarked;
