/// The engine that answers calls, as those who watch over the platform see it.
@NullMarked
package org.datanet.app.engine;

import org.jspecify.annotations.NullMarked;
