@NullMarked
package org.datanet.inference.server.running;

import org.jspecify.annotations.NullMarked;
