/// The one bridge from blocking code to Hibernate Reactive (see docs/adr/0002).
@NullMarked
package org.datanet.persistence;

import org.jspecify.annotations.NullMarked;
