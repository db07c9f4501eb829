@NullMarked
package org.datanet.anonymization;

import org.jspecify.annotations.NullMarked;
