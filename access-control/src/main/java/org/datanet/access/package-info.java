/// Access control: configuration and problems shared by its features.
@NullMarked
package org.datanet.access;

import org.jspecify.annotations.NullMarked;
