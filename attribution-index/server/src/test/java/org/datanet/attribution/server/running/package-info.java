/// The server as it runs, asked over HTTP.
@NullMarked
package org.datanet.attribution.server.running;

import org.jspecify.annotations.NullMarked;
