/// Finds personal data in text and replaces them, then looks again. A pure library: no container,
/// no database; the same input and keys always give the same output. All offsets count UTF-16 units
/// from 0, end exclusive.
@NullMarked
package org.datanet.anonymization;

import org.jspecify.annotations.NullMarked;
